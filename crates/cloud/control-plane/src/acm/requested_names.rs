//! The names of a requested certificate. In: the domain name and the alternative names of a request. Out: all of them once, lower
//! case, the domain name first; or AWS's error. Never here: whether anyone owns them.

use shapes::Error;
use shapes::acm::errors;

/// Names of one certificate, AWS's quota.
const MOST: usize = 10;
/// Letters of the first name: it becomes the common name, which X.509 bounds.
const LONGEST_FIRST: usize = 64;
/// Letters of a name and of a label.
const LONGEST: usize = 253;
const LONGEST_LABEL: usize = 63;

/// Reads and checks.
pub(crate) fn read(domain: &str, others: &[String]) -> Result<Vec<String>, Error> {
    let mut names: Vec<String> = Vec::new();
    for name in std::iter::once(domain).chain(others.iter().map(String::as_str)) {
        let name = name.to_ascii_lowercase();
        if !is_domain(&name) {
            return Err(errors::invalid_parameter_exception(format!("'{name}' is not a valid domain name")));
        }
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if domain.len() > LONGEST_FIRST {
        let text = format!("The first domain name can be at most {LONGEST_FIRST} characters long");
        return Err(errors::invalid_parameter_exception(text));
    }
    if names.len() > MOST {
        let text = format!("You have exceeded your quota of {MOST} domain names in a certificate");
        return Err(errors::limit_exceeded_exception(text));
    }
    Ok(names)
}

/// At least two labels; the first may be `*`.
fn is_domain(name: &str) -> bool {
    let labels = name.strip_prefix("*.").unwrap_or(name);
    name.len() <= LONGEST && labels.contains('.') && labels.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let letter = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-';
    (1..=LONGEST_LABEL).contains(&label.len())
        && label.bytes().all(letter)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn names(domain: &str, others: &[&str]) -> Result<Vec<String>, String> {
        let others: Vec<String> = others.iter().map(|name| (*name).to_owned()).collect();
        read(domain, &others).map_err(|error| error.code.to_string())
    }

    #[test]
    fn every_name_once_and_the_domain_first() {
        let found = names("Shop.example.com", &["*.example.com", "shop.EXAMPLE.com"]).unwrap();
        assert_eq!(found, ["shop.example.com", "*.example.com"]);
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        for bad in ["localhost", "a..b", "-a.test", "a.*.test", "*", "*.*.test", "a_b.test", ""] {
            assert_eq!(names(bad, &[]), Err("InvalidParameterException".to_owned()), "{bad}");
        }
        let long = format!("{}.{}.test", "a".repeat(40), "b".repeat(40));
        assert!(names(&long, &[]).is_err() && names("a.test", &[&long]).is_ok());
        let many: Vec<String> = (0..10).map(|at| format!("a{at}.test")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(names("a.test", &many), Err("LimitExceededException".to_owned()));
    }
}
