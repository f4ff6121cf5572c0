//! The little of a Cargo.toml that the floors need. In: manifest text. Out: a name and its dependencies.
//! Never here: versions, features, rules.

/// One crate of the workspace.
pub(crate) struct Manifest {
    pub(crate) name: String,
    /// names in `[dependencies]` and `[build-dependencies]`; what only tests use may be anything
    pub(crate) dependencies: Vec<String>,
}

/// Reads `name` and the dependency tables; plain tables only, which is all this workspace writes.
pub(crate) fn parse(text: &str) -> Manifest {
    let mut manifest = Manifest { name: String::new(), dependencies: Vec::new() };
    let mut table = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            table = head.trim_matches('[').to_owned();
            manifest.dependencies.extend(dotted(&table));
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let key = key.trim().split('.').next().unwrap_or_default().trim_matches('"');
        match table.as_str() {
            "package" if key == "name" => manifest.name = value.trim().trim_matches('"').to_owned(),
            other if holds_dependencies(other) => manifest.dependencies.push(key.to_owned()),
            _ => {}
        }
    }
    manifest
}

/// `[dependencies]`, also under a `target.'cfg(...)'.`
fn holds_dependencies(table: &str) -> bool {
    let last = table.rsplit('.').next().unwrap_or_default();
    last == "dependencies" || last == "build-dependencies"
}

/// The crate named by `[dependencies.x]`.
fn dotted(table: &str) -> Option<String> {
    let (before, name) = table.rsplit_once('.')?;
    holds_dependencies(before).then(|| name.trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_dependencies() {
        let text = "[package]\nname = \"planner\"\n[dependencies]\n# no\nmodel = { workspace = true }\nrpds.workspace = true\n\
                    [dependencies.serde]\nversion = \"1\"\n[target.'cfg(unix)'.dependencies]\nlibc = \"1\"\n\
                    [dev-dependencies]\nproptest = \"1\"\n";
        let manifest = parse(text);
        assert_eq!(manifest.name, "planner");
        assert_eq!(manifest.dependencies, ["model", "rpds", "serde", "libc"]);
    }
}
