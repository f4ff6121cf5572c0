//! Redirect addresses. In: a redirect action and a request head. Out: the value of `Location`. Never done here: sending.

use crate::request_head::RequestHead;
use crate::snapshot::without_port;
use crate::table::Redirect;

/// The new address; `port` is the listener's, `scheme` the one the client used.
pub(crate) fn location(redirect: &Redirect, head: &RequestHead<'_, '_>, port: u16, scheme: &str) -> String {
    let host = without_port(head.host);
    // A listener of port 80 may stand at another local port; the port the client named brings it back here.
    let named_port = head.host.get(host.len() + 1..).map_or_else(|| port.to_string(), str::to_owned);
    let values = [
        ("#{protocol}", scheme),
        ("#{host}", host),
        ("#{port}", named_port.as_str()),
        ("#{path}", head.path.strip_prefix('/').unwrap_or(head.path)),
        ("#{query}", head.query.unwrap_or_default()),
    ];
    let protocol = expand(&redirect.protocol, &values).to_ascii_lowercase();
    let (host, port) = (expand(&redirect.host, &values), expand(&redirect.port, &values));
    let (path, query) = (expand(&redirect.path, &values), expand(&redirect.query, &values));
    let mark = if query.is_empty() { "" } else { "?" };
    escaped(&format!("{protocol}://{host}:{port}{path}{mark}{query}"))
}

/// Spaces and control characters, which a request's target may hold, would end the header or its line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\0'..=' ' | '\x7f' => out.push_str(&format!("%{:02X}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out
}

/// Replaces placeholders in one pass, so that a value holding a placeholder's text stays as it is.
fn expand(template: &str, values: &[(&str, &str)]) -> String {
    let (mut out, mut rest) = (String::with_capacity(template.len() + 32), template);
    while let Some(at) = rest.find("#{") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match values.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, value)) => {
                out.push_str(value);
                rest = &rest[name.len()..];
            }
            None => {
                out.push_str("#{");
                rest = &rest[2..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_replaced_once() {
        let values = [("#{path}", "a#{query}"), ("#{query}", "q")];
        assert_eq!(escaped("/a b\r\nX: é"), "/a%20b%0D%0AX:%20é");
        assert_eq!(expand("/new/#{path}?#{query}#{what}", &values), "/new/a#{query}?q#{what}");
    }
}
