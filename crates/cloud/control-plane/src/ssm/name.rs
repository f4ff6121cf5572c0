//! Names of parameters as Parameter Store allows them. In: a text. Out: the trimmed name or the refusal. Never here: looking it up.

use shapes::Error;
use shapes::ssm::errors;

const DEEPEST: usize = 15;
const LONGEST: usize = 1011;

/// The name without surrounding blanks.
pub(crate) fn check(name: &str) -> Result<&str, Error> {
    let name = name.trim();
    if name.contains('/') && !name.starts_with('/') {
        return Err(Error::validation("Parameter name must be a fully qualified name."));
    }
    let levels: Vec<&str> = name.trim_start_matches('/').split('/').collect();
    if levels.len() > DEEPEST {
        let text =
            format!("A hierarchy can have a maximum of {DEEPEST} levels, this name has {}.", levels.len());
        return Err(errors::hierarchy_level_limit_exceeded_exception(text));
    }
    if name.len() > LONGEST {
        return Err(Error::validation(format!("Parameter name: at most {LONGEST} characters are allowed.")));
    }
    match levels.iter().all(|level| is_level(level)) && !is_reserved(levels[0]) {
        true => Ok(name),
        false => Err(Error::validation(
            "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). If formed as a path, it can \
             consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the \
             following 3 symbols .-_",
        )),
    }
}

fn is_level(level: &str) -> bool {
    !level.is_empty() && level.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

fn is_reserved(first: &str) -> bool {
    let first = first.to_ascii_lowercase();
    first.starts_with("aws") || first.starts_with("ssm")
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn names_are_paths_of_plain_words() {
        assert_eq!(check(" /interstella/apiKey ").ok(), Some("/interstella/apiKey"));
        assert_eq!(check("apiKey").ok(), Some("apiKey"));
        for bad in ["", "/", "a/b", "/a//b", "/a/", "/aws/x", "SSMx", "/a b", "a:1", &"/a".repeat(16)] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
    }
}
