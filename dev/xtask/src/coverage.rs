//! Operations, service by service: those AWS has, those here, those known and refused, and any no test calls. In: models/, scope/, the
//! sources of tests. Out: a table; an error when an operation has no test.
//!
//! A test calls an operation when it names it: `CreateCluster`, `create_cluster` or `create-cluster`. A name that several services have
//! counts in the tests of its own service, elsewhere only behind the service's: `ecs tag-resource`, `ecs::TagResource`.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::codegen;
use crate::naming::snake;
use crate::scope::{Depth, Fate, Scope};

/// Where services are.
const SERVICES: &str = "crates/cloud/control-plane/src";
/// Where tests are that perform operations; those of the wire only spell them.
const OUTSIDE: [&str; 4] = ["crates/cloud", "crates/interstella", "dev/integration", "dev/testkit"];

/// Words of tests.
type Words = HashSet<String>;

/// One service.
struct Row {
    service: String,
    aws: usize,
    here: BTreeSet<String>,
    /// of those here: what they are about is only kept
    kept: usize,
    /// refused with a reason
    refused: usize,
    members: Members,
    untested: Vec<String>,
}

/// What becomes of the members of inputs and of what they hold.
#[derive(Default, Clone, Copy)]
struct Members {
    acting: usize,
    kept: usize,
    passed_over: usize,
    refused: usize,
}

impl Members {
    fn of(scope: &Scope) -> Members {
        let mut members = Members::default();
        let entries = scope.here().chain(&scope.structures);
        for fate in entries.flat_map(|entry| entry.members.values()) {
            let count = match fate {
                Fate::Acts => &mut members.acting,
                Fate::Kept => &mut members.kept,
                Fate::PassedOver(_) => &mut members.passed_over,
                Fate::Refused { .. } => &mut members.refused,
            };
            *count += 1;
        }
        members
    }

    fn columns(self) -> String {
        format!("{:>8}{:>6}{:>8}{:>9}", self.acting, self.kept, self.passed_over, self.refused)
    }
}

impl std::ops::AddAssign for Members {
    fn add_assign(&mut self, other: Members) {
        self.acting += other.acting;
        self.kept += other.kept;
        self.passed_over += other.passed_over;
        self.refused += other.refused;
    }
}

/// Prints the table of all services, or of those named.
pub(crate) fn run(root: &Path, wanted: &[&str]) -> Result<String, String> {
    let mut rows = rows(root)?;
    find_tests(root, &mut rows)?;
    rows.retain(|row| wanted.is_empty() || wanted.contains(&row.service.as_str()));
    let table = table(&rows);
    let untested = rows.iter().any(|row| !row.untested.is_empty());
    if untested { Err(table) } else { Ok(table) }
}

fn rows(root: &Path) -> Result<Vec<Row>, String> {
    let row = |service: String| {
        let slice = codegen::slice(root, &service)?;
        let scope = &slice.scope;
        let kept = scope.here().filter(|entry| entry.depth == Depth::Kept).count();
        Ok(Row {
            aws: slice.names().count(),
            here: scope.here().map(|entry| entry.name.clone()).collect(),
            kept,
            refused: scope.refused().count(),
            members: Members::of(scope),
            untested: Vec::new(),
            service,
        })
    };
    codegen::services(&root.join("models"))?.into_iter().map(row).collect()
}

fn find_tests(root: &Path, rows: &mut [Row]) -> Result<(), String> {
    let mut tests = Vec::new();
    for path in
        OUTSIDE.iter().map(|directory| files(&root.join(directory))).collect::<Result<Vec<_>, _>>()?.concat()
    {
        let text = test_part(&path)?;
        tests.push((path, words(&text).collect::<Vec<String>>()));
    }
    let mut everywhere = Words::new();
    for (_, words) in &tests {
        everywhere.extend(words.iter().cloned());
        everywhere.extend(words.array_windows().map(|[one, next]| format!("{one} {next}")));
    }
    let mut services_of: BTreeMap<String, usize> = BTreeMap::new();
    for name in rows.iter().flat_map(|row| &row.here) {
        *services_of.entry(name.clone()).or_default() += 1;
    }
    for row in rows {
        let directory = root.join(SERVICES).join(row.service.replace('-', "_"));
        let of_service = tests.iter().filter(|(path, _)| path.starts_with(&directory));
        let own: HashSet<&String> = of_service.flat_map(|(_, words)| words).collect();
        let service = &row.service;
        let is_called = |name: &&String| {
            let snake = snake(name);
            let shared = services_of.get(*name) != Some(&1);
            let behind_service = |name: &String| everywhere.contains(&format!("{service} {name}"));
            [name.to_string(), snake.replace('_', "-"), snake].iter().any(|name| {
                if shared { own.contains(name) || behind_service(name) } else { everywhere.contains(name) }
            })
        };
        row.untested = row.here.iter().filter(|name| !is_called(name)).cloned().collect();
    }
    Ok(())
}

/// The part of a file that is tests: all of it beside the sources, else what follows the mark.
fn test_part(path: &Path) -> Result<String, String> {
    let text = match path.extension().and_then(|it| it.to_str()) {
        Some("rs" | "py" | "js" | "mjs" | "tf" | "sh" | "txt") => read(path)?,
        _ => return Ok(String::new()),
    };
    let is_in = |name: &str| path.components().any(|part| part.as_os_str() == name);
    let is_source = is_in("crates") && is_in("src");
    let is_test = !is_source || is_test_module(path);
    let after = || text.find("\nmod tests {").map_or("", |at| &text[at..]);
    Ok(if is_test { text } else { after().to_owned() })
}

/// Whether the file that declares it, or a module around it, does so for tests alone.
fn is_test_module(path: &Path) -> bool {
    let modules = path.ancestors().take_while(|path| path.file_name().is_some_and(|name| name != "src"));
    modules.into_iter().any(|module| {
        let stem = module.file_stem().unwrap_or_default().to_string_lossy();
        let around = module.parent().unwrap_or(module);
        let homes = [around.join("mod.rs"), around.join("lib.rs"), around.with_extension("rs")];
        let declared =
            ["mod", "pub mod", "pub(crate) mod"].map(|word| format!("#[cfg(test)]\n{word} {stem};"));
        let declares = |home: &PathBuf| {
            read(home).is_ok_and(|text| declared.iter().any(|line| text.contains(line.as_str())))
        };
        homes.iter().any(declares)
    })
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    text.split(move |letter| !is_part(letter)).filter(|word| !word.is_empty()).map(str::to_owned)
}

fn table(rows: &[Row]) -> String {
    let mut out = format!(
        "{:<26}  operations                     members of what can be sent\n{:<26}{:>6}{:>6}{:>10}{:>9}{:>8}{:>6}{:>8}{:>9}   without a test",
        "", "service", "AWS", "here", "just kept", "refused", "acting", "kept", "passed", "refused"
    );
    let mut all = Members::default();
    for row in rows {
        let untested = if row.untested.is_empty() { "-".to_owned() } else { row.untested.join(" ") };
        let (here, members) = (row.here.len(), row.members.columns());
        let Row { service, aws, kept, refused, .. } = row;
        // Writing to a String cannot fail.
        let _ = write!(out, "\n{service:<26}{aws:>6}{here:>6}{kept:>10}{refused:>9}{members}   {untested}");
        all += row.members;
    }
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let (aws, here, kept) = (sum(|row| row.aws), sum(|row| row.here.len()), sum(|row| row.kept));
    let (refused, untested) = (sum(|row| row.refused), sum(|row| row.untested.len()));
    let _ =
        write!(out, "\n{:<26}{aws:>6}{here:>6}{kept:>10}{refused:>9}{}   {untested}", "all", all.columns());
    out
}

/// All files below a directory, but for what was fetched or built; none where there is no directory.
fn files(directory: &Path) -> Result<Vec<PathBuf>, String> {
    let Ok(entries) = fs::read_dir(directory) else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| format!("{}: {error}", directory.display()))?;
        let is_fetched = ["target", "node_modules"].iter().any(|name| entry.file_name() == *name);
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && !is_fetched => all.extend(files(&entry.path())?),
            Ok(kind) if kind.is_file() => all.push(entry.path()),
            _ => {}
        }
    }
    all.sort();
    Ok(all)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_names() {
        let found: Words =
            words("desk.write::<CreateCluster>(x); \"list-tasks\", call('put_item')").collect();
        for word in ["CreateCluster", "list-tasks", "put_item"] {
            assert!(found.contains(word), "{word}");
        }
        assert!(!words("CreateClusterRequest").any(|word| word == "CreateCluster"));
    }

    #[test]
    fn every_service_has_a_row_and_what_is_here_is_no_more_than_aws_has() {
        let rows = rows(&crate::root()).unwrap_or_default();
        assert!(rows.len() >= 15, "{}", rows.len());
        assert!(rows.iter().all(|row| (1..=row.aws).contains(&(row.here.len() + row.refused))));
    }
}
