//! A program that is run as a container and tries to get out of it, or to take more than its share. In (arguments): what to try; in
//! (environment): what the test has planted on the machine, see `attacks/system.rs`. Out: a JSON object a line on stdout.
//!
//! | arguments | does |
//! |---|---|
//! | `all` | every attack of the table |
//! | `reach` | those that look for the machine's files |
//! | `into FILE WORDS...` | does WORDS with its lines in FILE, complete when FILE is there |
//! | `relay FILE SECONDS` | waits for FILE and says what is in it |
//! | `watch SECONDS`, `trace SECONDS` | looks at processes that come from outside |
//! | `processes N`, `threads N`, `descriptors N`, `memory MIB`, `disk MIB`, `flood LINES` | takes at most so much |
//! | `layers N` | looks for the files of N layers |
//! | `look DIR`, `look DIR then WORDS...` | says what is in a directory, and whether it can be written |
//! | `swap DIR TARGET SECONDS` | has DIR be a directory and a symbolic link to TARGET by turns |
//! | `trap DIR TARGET WORDS...` | is in DIR that was removed, which reads as the name of a link to TARGET, and does WORDS |
//! | `stay SECONDS` | nothing |
//! | `whoami`, `capabilities` | say who it is |

use std::io::{self, Write};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

#[path = "../attacks/mod.rs"]
mod attacks;

use attacks::{Machine, hogs, identity_words, inherited_descriptors, report, visitors};

fn main() {
    let inherited = inherited_descriptors();
    let words: Vec<String> = env::args().skip(1).collect();
    let done = perform(&words, &mut io::stdout().lock(), &Machine::from_environment(inherited));
    if let Err(error) = done {
        eprintln!("attacker {}: {error}", words.join(" "));
        process::exit(1);
    }
}

fn perform(words: &[String], out: &mut impl Write, machine: &Machine) -> io::Result<()> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["all"] => report::perform(out, attacks::ALL, machine),
        ["reach"] => report::perform(out, attacks::REACH, machine),
        ["into", file, rest @ ..] => into(file, rest, machine),
        ["relay", file, seconds] => relay(out, file, number(seconds)?),
        ["watch", seconds] => watch(out, machine, number(seconds)?),
        ["trace", seconds] => trace(out, machine, number(seconds)?),
        ["processes", most] => hogs::processes(out, number(most)?),
        ["threads", most] => hogs::threads(out, number(most)?),
        ["descriptors", most] => hogs::descriptors(out, number(most)?),
        ["memory", most] => hogs::memory(out, number(most)?),
        ["disk", most] => hogs::disk(out, number(most)?),
        ["flood", lines] => hogs::flood(out, number(lines)?),
        ["layers", count] => layers(out, number(count)?),
        ["look", place] => look(out, place),
        ["look", place, "then", rest @ ..] => {
            look(out, place)?;
            perform(&owned(rest), out, machine)
        }
        ["swap", place, target, seconds] => swap(out, place, target, number(seconds)?),
        ["trap", place, target, rest @ ..] => {
            trap(place, target)?;
            perform(&owned(rest), out, machine)
        }
        ["stay", seconds] => {
            hogs::stay(number(seconds)?);
            Ok(())
        }
        ["whoami" | "capabilities"] => writeln!(out, "{}", identity_words(words[0])),
        _ => Err(io::Error::other("no such words")),
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn number(text: &str) -> io::Result<u64> {
    text.parse().map_err(|_| io::Error::other(format!("{text} is no number")))
}

/// The file appears whole, or not at all; that it is there already means that it was done.
fn into(file: &str, words: &[&str], machine: &Machine) -> io::Result<()> {
    if fs::symlink_metadata(file).is_ok() {
        return Ok(());
    }
    let partial = format!("{file}.partial-{}", process::id());
    perform(&owned(words), &mut fs::File::create(&partial)?, machine)?;
    fs::rename(partial, file)
}

fn relay(out: &mut impl Write, file: &str, seconds: u64) -> io::Result<()> {
    let end = Instant::now() + Duration::from_secs(seconds);
    while fs::symlink_metadata(file).is_err() && Instant::now() < end {
        thread::sleep(Duration::from_millis(50));
    }
    out.write_all(&fs::read(file)?)
}

fn watch(out: &mut impl Write, machine: &Machine, seconds: u64) -> io::Result<()> {
    let words = env::var("ATTACK_WORDS").unwrap_or_default();
    visitors::lay_a_snare()?;
    let watched = visitors::watch(machine, seconds, &words);
    for (what, detail) in &watched.breaches {
        report::breach(out, what, detail)?;
    }
    report::note(out, "done", &watched.visitors.to_string())
}

fn trace(out: &mut impl Write, machine: &Machine, seconds: u64) -> io::Result<()> {
    let (seen, traced) = visitors::trace_one(seconds, machine);
    if let Some(detail) = traced {
        report::breach(out, "visitors/traced", &detail)?;
    }
    report::note(out, "done", &seen.to_string())
}

/// Layer N of the image has `/layers/N` and writes N into `/last`.
fn layers(out: &mut impl Write, count: u64) -> io::Result<()> {
    let missing = (0..count).filter(|number| fs::metadata(format!("/layers/{number}")).is_err()).count();
    let last = fs::read_to_string("/last")?;
    report::note(out, "layers", &format!("{missing} missing, last {}", last.trim()))
}

fn look(out: &mut impl Write, place: &str) -> io::Result<()> {
    let mut found: Vec<String> = fs::read_dir(place)
        .map(|entries| {
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
        })
        .unwrap_or_else(|error| vec![format!("error: {error}")]);
    found.sort();
    let written = fs::write(format!("{place}/written-by-a-container"), "a container was here");
    let written = written.map_or_else(|error| error.to_string(), |()| "yes".to_owned());
    report::note(out, &format!("look{place}"), &format!("{}; written: {written}", found.join(" ")))
}

/// The two change places at once: nobody ever finds nothing there. The directory may be another's to make, in a volume that stays empty
/// until then.
fn swap(out: &mut impl Write, place: &str, target: &str, seconds: u64) -> io::Result<()> {
    let other = format!("{place}.other");
    let last_call = Instant::now() + Duration::from_secs(20);
    while fs::symlink_metadata(place).is_err() && Instant::now() < last_call {
        std::hint::spin_loop();
    }
    let end = Instant::now() + Duration::from_secs(seconds);
    std::os::unix::fs::symlink(target, &other)?;
    let mut count = 0_u64;
    while Instant::now() < end {
        attacks::exchange(place, &other)?;
        count += 1;
    }
    report::note(out, "swapped", &count.to_string())
}

/// Leaves a directory that is no more, whose name then is a link to somewhere: whoever asks where this process is and goes there himself
/// follows it.
fn trap(place: &str, target: &str) -> io::Result<()> {
    fs::create_dir(place)?;
    env::set_current_dir(place)?;
    fs::remove_dir(place)?;
    std::os::unix::fs::symlink(target, format!("{place} (deleted)"))
}
