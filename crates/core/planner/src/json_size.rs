//! What a text takes in memory once it is read as JSON: up to eighty times its length. In: a text. Out: bytes. Never here: reading it.

/// Bytes an event may take once it is read as JSON; one that would take more is looked at as a text without fields.
pub(crate) const LARGEST_JSON: usize = 32 << 20;

/// About how many bytes a text takes once it is read as JSON, without reading it. An object costs by far the most: its members lie in
/// nodes that have room for eleven.
pub(crate) fn bytes_as_json(text: &str) -> usize {
    const OBJECT: usize = 700;
    const VALUE: usize = 64;
    let (mut opened, mut members, mut values) = (0_usize, 0_usize, 0_usize);
    for byte in text.bytes() {
        opened += usize::from(byte == b'{');
        members += usize::from(byte == b':');
        values += usize::from(matches!(byte, b',' | b'[' | b':'));
    }
    // An empty object has no node.
    text.len() + opened.min(members) * OBJECT + values * VALUE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_json_takes_is_told_before_it_is_read() {
        assert!(bytes_as_json(&"[".repeat(100)) < 10_000);
        let objects = format!("[{}0]", r#"{"a":1},"#.repeat(1000));
        assert!(bytes_as_json(&objects) > 700_000 && bytes_as_json(&"{},".repeat(1000)) < 70_000);
    }
}
