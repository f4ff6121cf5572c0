//! Members that `scope/` says act or are kept, and that no code of the operations reads: whoever sends one would take silence for support. In:
//! the repository. Out: the members, as an error; or how many are read. Never here: what is done with them once they are read.
//!
//! The compiler tells: with the feature `audit-members` every member of an input is deprecated, and each use of one is a warning. A structure
//! that answers hold too counts as read where an answer fills it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::codegen;
use crate::emit::{is_tag, module};
use crate::naming::snake;
use crate::scope::{Depth, Entry, Fate};
use crate::slice::Slice;

/// Structures that are read as documents, member by member as a table names them, with all they hold.
const AS_DOCUMENTS: [(&str, &str); 1] = [("elbv2", "RuleCondition")];

/// `service::Structure::member`, as the compiler names them.
type Uses = BTreeSet<String>;

pub(crate) fn check(root: &Path) -> Result<String, String> {
    let read = uses(root)?;
    let (mut dropped, mut count) = (Vec::new(), 0);
    for service in codegen::services(&root.join("models"))? {
        let slice = codegen::slice(root, &service)?;
        for (structure, entry) in typed(&slice) {
            let meant = entry.members.iter().filter(|(_, fate)| matches!(fate, Fate::Acts | Fate::Kept));
            for (member, _) in meant {
                count += 1;
                if !read.contains(&format!("{}::{structure}::{}", module(&service), snake(member))) {
                    dropped.push(format!("{service} {}: {member}", entry.name));
                }
            }
        }
    }
    match dropped.is_empty() {
        true => Ok(format!("dropped: none of {count} members")),
        false => Err(format!("said to act or to be kept, and never read:\n  {}", dropped.join("\n  "))),
    }
}

/// The structures whose members code sees as fields, with what is said of them.
fn typed(slice: &Slice) -> Vec<(String, &Entry)> {
    let of_documents = AS_DOCUMENTS.iter().filter(|(service, _)| *service == slice.service);
    let as_documents = slice.held_by(of_documents.map(|(_, structure)| (*structure).to_owned()).collect());
    let inputs = slice.scope.here().filter(|entry| entry.depth == Depth::Acts);
    let inputs = inputs.map(|entry| (slice.input(&entry.name).to_owned(), entry));
    let structures = slice.scope.structures.iter().map(|entry| (entry.name.clone(), entry));
    let is_read = |(name, _): &(String, &Entry)| {
        slice.is_typed(name) && !as_documents.contains(name) && !is_tag(name, slice.shape(name))
    };
    inputs.chain(structures).filter(is_read).collect()
}

/// All uses of members that the compiler sees.
fn uses(root: &Path) -> Result<Uses, String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let words =
        ["check", "-p", "control-plane", "--features", "shapes/audit-members", "--message-format", "json"];
    let output = cargo.args(words).current_dir(root).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("cargo check: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo check: {}", output.status));
    }
    let lines = output.stdout.split(|byte| *byte == b'\n');
    let messages = lines.filter_map(|line| serde_json::from_slice::<Value>(line).ok());
    Ok(messages.filter_map(|message| member(message["message"]["message"].as_str()?)).collect())
}

/// `ecs::Cluster::name` of "use of deprecated field `shapes::ecs::Cluster::name`".
fn member(text: &str) -> Option<String> {
    let path = text.strip_prefix("use of deprecated field `")?.split('`').next()?;
    let parts: Vec<&str> = path.split("::").collect();
    let [.., module, structure, field] = parts.as_slice() else { return None };
    Some(format!("{module}::{structure}::{}", field.trim_start_matches("r#")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_is_known_by_service_structure_and_member() {
        let text = "use of deprecated field `shapes::ecs::Cluster::r#type`";
        assert_eq!(member(text).as_deref(), Some("ecs::Cluster::type"));
        assert_eq!(member("unused variable: `x`"), None);
    }
}
