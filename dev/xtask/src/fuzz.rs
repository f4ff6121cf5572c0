//! Runs the fuzz targets of `dev/fuzz`, each for a while, some side by side. In: minutes, jobs, names. Out: a line a target, and whether one
//! found something; what it found lies in `dev/fuzz/artifacts`. Never here: what a target promises.
//!
//! Built as `cargo fuzz` builds, but for the sanitizers, so that the toolchain of the workspace will do. What was found interesting is kept
//! in `dev/fuzz/corpus`, from where the next run goes on; `dev/fuzz/seeds` is where the first begins.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// Counters for libFuzzer: which edges were taken, and what was compared with what.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1";
/// Compiled for by name, so that build scripts and macros get no counters.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";
/// Memory and time of one input; more is a finding.
const LIMITS: [&str; 3] = ["-rss_limit_mb=1024", "-timeout=10", "-print_final_stats=1"];

/// What was asked for.
struct Asked<'w> {
    minutes: u64,
    jobs: usize,
    /// Runs the seeds, and nothing new.
    seeds_only: bool,
    targets: Vec<&'w str>,
}

impl<'w> Asked<'w> {
    fn read(words: &[&'w str]) -> Result<Asked<'w>, String> {
        let mut asked = Asked { minutes: 1, jobs: 2, seeds_only: false, targets: Vec::new() };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut number =
                || words.next().and_then(|word| word.parse().ok()).ok_or(format!("{word} NUMBER"));
            match *word {
                "--minutes" => asked.minutes = number()?,
                "--jobs" => asked.jobs = number()?.clamp(1, 64) as usize,
                "--seeds" => asked.seeds_only = true,
                name => asked.targets.push(name),
            }
        }
        Ok(asked)
    }
}

/// Builds and runs.
pub(crate) fn run(root: &Path, words: &[&str]) -> Result<String, String> {
    let asked = Asked::read(words)?;
    let room = root.join("dev/fuzz");
    let all = targets(&room)?;
    if let Some(unknown) = asked.targets.iter().find(|name| !all.iter().any(|known| known == *name)) {
        return Err(format!("no target is called {unknown}; there are {}", all.join(" ")));
    }
    let wanted = |name: &String| asked.targets.is_empty() || asked.targets.contains(&name.as_str());
    let chosen: Vec<String> = all.into_iter().filter(wanted).collect();
    let programs = build(&room, &chosen)?;
    let (queue, found) = (Mutex::new(VecDeque::from(chosen)), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..asked.jobs {
            scope.spawn(|| {
                while let Some(name) = queue.lock().ok().and_then(|mut queue| queue.pop_front()) {
                    if let Err(words) = one(&room, &programs, &name, &asked) {
                        println!("{name:<18} {words}");
                        found.lock().into_iter().for_each(|mut found| found.push(name.clone()));
                    }
                }
            });
        }
    });
    let found = found.into_inner().unwrap_or_default();
    match found.is_empty() {
        true => Ok("nothing was found".to_owned()),
        false => Err(format!("found something: {}; see dev/fuzz/artifacts", found.join(" "))),
    }
}

/// The names of all targets, by their files.
fn targets(room: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(room.join("targets")).map_err(|error| error.to_string())?;
    let name = |path: PathBuf| Some(path.file_stem()?.to_str()?.to_owned());
    let mut all: Vec<String> = entries.flatten().filter_map(|entry| name(entry.path())).collect();
    all.sort();
    Ok(all)
}

/// The directory with the programs.
fn build(room: &Path, targets: &[String]) -> Result<PathBuf, String> {
    let directory = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| room.join("target"), PathBuf::from);
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args(["build", "--release", "--locked", "--target", PLATFORM])
        .current_dir(room)
        .env("RUSTFLAGS", FLAGS);
    for name in targets {
        cargo.args(["--bin", name]);
    }
    match cargo.status() {
        Ok(status) if status.success() => Ok(directory.join(PLATFORM).join("release")),
        Ok(status) => Err(format!("building dev/fuzz: {status}")),
        Err(error) => Err(format!("cargo: {error}")),
    }
}

/// Runs one target to the end of its time; an error says where what it found lies.
fn one(room: &Path, programs: &Path, name: &str, asked: &Asked<'_>) -> Result<(), String> {
    let directory = |what: &str| {
        let path = room.join(what).join(name);
        // A target that unpacks layers does so as nobody, and keeps its corpus all the same.
        let open = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o777));
        fs::create_dir_all(&path).and_then(|()| open(&path)).map(|()| path).map_err(|error| error.to_string())
    };
    let (corpus, artifacts, seeds) =
        (directory("corpus")?, directory("artifacts")?, room.join("seeds").join(name));
    let log = artifacts.join("log");
    let file = File::create(&log).map_err(|error| error.to_string())?;
    let mut program = Command::new(programs.join(name));
    program.args(LIMITS).arg(format!("-artifact_prefix={}/", artifacts.display()));
    match asked.seeds_only {
        true => program.arg("-runs=0"),
        false => program.arg(format!("-max_total_time={}", asked.minutes * 60)).arg(corpus),
    };
    if seeds.is_dir() {
        program.arg(seeds);
    }
    let status = program.current_dir(room).stdout(Stdio::null()).stderr(file).status();
    let said = fs::read(&log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    match status {
        Ok(status) if status.success() => {
            println!("{name:<18} {}", figures(&said));
            Ok(())
        }
        Ok(status) => Err(format!("{status}, see {}", log.display())),
        Err(error) => Err(error.to_string()),
    }
}

/// Inputs run, edges seen, memory at most, from what libFuzzer says at its end.
fn figures(said: &str) -> String {
    let last = |mark: &str| {
        let after = said.rsplit_once(mark).map(|(_, rest)| rest.trim_start());
        after.and_then(|rest| rest.split_whitespace().next()).unwrap_or("?").to_owned()
    };
    let (runs, edges, memory) = (last("number_of_executed_units:"), last(" cov:"), last("peak_rss_mb:"));
    format!("{runs:>12} inputs {edges:>7} edges {memory:>5} MB")
}
