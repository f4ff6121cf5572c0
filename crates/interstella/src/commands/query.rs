//! Values in the query of a URL. In: text. Out: the same, escaped.

/// Everything but letters and digits is escaped.
pub(crate) fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte.is_ascii_alphanumeric() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_escaped() {
        assert_eq!(super::encoded("ecs-svc/1&x"), "ecs%2Dsvc%2F1%26x");
    }
}
