//! `cargo xtask codegen`: models/ and scope/ to crates/wire/shapes/src/generated/ and the tables of SCOPE.md. In: the repository. Out:
//! formatted files, or with `--check` whether they would change. Never here: what the text says (see `emit`, `scope_tables`).

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{emit, scope::Scope, scope_tables, slice::Slice};

type Files = Vec<(PathBuf, String)>;

/// Writes every generated file whose text changed.
pub(crate) fn write(root: &Path) -> Result<String, String> {
    let files = generate(root)?;
    let stale = stale(&files);
    for (path, text) in &stale {
        fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(format!("codegen: {} files, {} written", files.len(), stale.len()))
}

/// Fails naming the files that `write` would change.
pub(crate) fn check(root: &Path) -> Result<String, String> {
    let files = generate(root)?;
    let stale = stale(&files);
    if stale.is_empty() {
        return Ok(format!("codegen: {} files are up to date", files.len()));
    }
    let names: Vec<String> = stale.iter().map(|(path, _)| path.display().to_string()).collect();
    Err(format!("codegen: stale, run `cargo xtask codegen`:\n  {}", names.join("\n  ")))
}

fn stale(files: &Files) -> Vec<&(PathBuf, String)> {
    files.iter().filter(|(path, text)| fs::read_to_string(path).ok().as_ref() != Some(text)).collect()
}

fn generate(root: &Path) -> Result<Files, String> {
    let home = root.join("crates/wire/shapes/src/generated");
    let services = services(&root.join("models"))?;
    let mut files = vec![(home.join("mod.rs"), format(root, &emit::index(&services))?)];
    let mut scopes = Vec::new();
    for service in &services {
        let slice = slice(root, service)?;
        files.push((
            home.join(format!("{}.rs", emit::module(service))),
            format(root, &emit::service(&slice))?,
        ));
        scopes.push(slice.scope);
    }
    let page = root.join("SCOPE.md");
    let text = scope_tables::renewed(&read(&page)?, &scopes)?;
    files.push((page, text));
    Ok(files)
}

/// The model of a service, with what of it is here.
pub(crate) fn slice(root: &Path, service: &str) -> Result<Slice, String> {
    let model = read(&root.join("models").join(format!("{service}.json")))?;
    Slice::new(&model, scope(root, service)?)
}

fn scope(root: &Path, service: &str) -> Result<Scope, String> {
    Scope::parse(service, &read(&root.join("scope").join(format!("{service}.txt")))?)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Names of the models present, sorted.
pub(crate) fn services(models: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(models).map_err(|e| format!("{}: {e}", models.display()))?;
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut names: Vec<String> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .filter_map(|path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    Ok(names)
}

fn format(root: &Path, text: &str) -> Result<String, String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("rustfmt: {e}"))?;
    let sent = child.stdin.take().map(|mut pipe| pipe.write_all(text.as_bytes()));
    let output = child.wait_with_output().map_err(|e| format!("rustfmt: {e}"))?;
    if !matches!(sent, Some(Ok(()))) || !output.status.success() {
        return Err("rustfmt refused the generated text".to_owned());
    }
    String::from_utf8(output.stdout).map_err(|e| format!("rustfmt: {e}"))
}
