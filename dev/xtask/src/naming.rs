//! Names of the model to names of Rust. In: model names. Out: identifiers. Never here: types.

const KEYWORDS: [&str; 12] =
    ["type", "match", "ref", "move", "use", "static", "loop", "for", "in", "where", "enum", "struct"];

/// `awsvpcConfiguration`, `KMSKeyId` and `IPAddressType` to `awsvpc_configuration`, `kms_key_id`, `ip_address_type`.
pub(crate) fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        if at > 0 && starts_word(&letters, at) && !out.ends_with('_') {
            out.push('_');
        }
        out.push(if letter == '-' { '_' } else { letter.to_ascii_lowercase() });
    }
    out
}

fn starts_word(letters: &[char], at: usize) -> bool {
    let before = letters[at - 1];
    let followed_by_lower = letters.get(at + 1).is_some_and(char::is_ascii_lowercase);
    letters[at].is_ascii_uppercase()
        && (before.is_ascii_lowercase()
            || before.is_ascii_digit()
            || (before.is_ascii_uppercase() && followed_by_lower))
}

/// A field name, escaped where it is a keyword.
pub(crate) fn field(name: &str) -> String {
    let name = snake(name);
    if KEYWORDS.contains(&name.as_str()) { format!("r#{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_acronyms_are_parted() {
        let pairs = [
            ("awsvpcConfiguration", "awsvpc_configuration"),
            ("KMSKeyId", "kms_key_id"),
            ("IPAddressType", "ip_address_type"),
            ("Ipv6Address", "ipv6_address"),
            ("NULL", "null"),
            ("type", "r#type"),
        ];
        for (model, rust) in pairs {
            assert_eq!(field(model), rust);
        }
    }
}
