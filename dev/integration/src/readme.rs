//! The README's own shell blocks. In: a heading. Out: what stands between its ```sh and ```, in order. Never here: running them.

/// The text.
const README: &str = include_str!("../../../README.md");

/// The blocks below a heading (`Five minutes with the AWS CLI`), up to the next of its level. Fails the test when there are none.
pub fn blocks(heading: &str) -> Vec<String> {
    let start = README.find(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no heading {heading:?}"));
    let section = &README[start + 4..];
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut rest = section;
    let mut blocks = Vec::new();
    while let Some(begin) = rest.find("```sh\n") {
        let block = &rest[begin + 6..];
        let end = block.find("```").expect("the end of a block");
        blocks.push(block[..end].to_owned());
        rest = &block[end..];
    }
    assert!(!blocks.is_empty(), "no shell block below {heading:?}");
    blocks
}
