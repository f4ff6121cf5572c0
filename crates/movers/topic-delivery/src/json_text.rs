//! JSON text laid out as SNS lays it out.
//!
//! Comes in: member names and string values. Goes out: pretty JSON, two-space indent, ` : ` between name and value.
//! Never done here: parsing, or any value but strings and one level of attribute objects.

/// Appends `value` as a JSON string, quotes included. Characters beyond ASCII stay as they are.
pub(crate) fn push_string(out: &mut String, value: &str) {
    out.push('"');
    for character in value.chars() {
        push_character(out, character);
    }
    out.push('"');
}

fn push_character(out: &mut String, character: char) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        control if control < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(control))),
        plain => out.push(plain),
    }
}

/// Appends `,\n  "name" : "value"`; the comma is left out after an opening brace.
pub(crate) fn push_member(out: &mut String, name: &str, value: &str) {
    push_name(out, name);
    push_string(out, value);
}

/// Appends `,\n  "name" : `, to be followed by a value.
pub(crate) fn push_name(out: &mut String, name: &str) {
    out.push_str(if out.ends_with('{') { "\n  " } else { ",\n  " });
    push_string(out, name);
    out.push_str(" : ");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_and_unicode_is_kept() {
        let mut out = String::new();
        push_string(&mut out, "a\"b\\c\n\r\t\u{8}\u{c}\u{1}/\u{e9}\u{1f680}");
        assert_eq!(out, "\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\u0001/\u{e9}\u{1f680}\"");
    }

    #[test]
    fn members_are_separated_by_commas() {
        let mut out = String::from("{");
        push_member(&mut out, "a", "1");
        push_member(&mut out, "b", "2");
        assert_eq!(out, "{\n  \"a\" : \"1\",\n  \"b\" : \"2\"");
    }
}
