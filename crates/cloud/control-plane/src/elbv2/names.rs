//! Names of load balancers and target groups: up to 32 letters, digits and hyphens, no hyphen at either end.

use shapes::Error;

/// Checks the name of a target group.
pub(crate) fn check_target_group(name: &str) -> Result<(), Error> {
    check("Target group", name)
}

/// Checks the name of a load balancer, which must not begin as those of internal DNS names do.
pub(crate) fn check_load_balancer(name: &str) -> Result<(), Error> {
    check("Load balancer", name)?;
    if name.starts_with("internal-") {
        return Err(Error::validation(format!("Load balancer name '{name}' cannot begin with 'internal-'")));
    }
    Ok(())
}

fn check(what: &str, name: &str) -> Result<(), Error> {
    let fault = if name.is_empty() {
        "cannot be empty"
    } else if name.len() > 32 {
        "cannot be longer than '32' characters"
    } else if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        "can only contain characters that are alphanumeric characters or hyphens(-)"
    } else if name.starts_with('-') || name.ends_with('-') {
        "cannot begin or end with a hyphen(-)"
    } else {
        return Ok(());
    };
    Err(Error::validation(format!("{what} name '{name}' {fault}")))
}

#[cfg(test)]
mod tests {
    use super::{check_load_balancer, check_target_group};

    #[test]
    fn names_are_short_and_plain() {
        assert!(check_load_balancer("starthere").is_ok());
        for bad in ["", "a_b", "-a", "a-", "internal-a", &"a".repeat(33), "é"] {
            assert!(check_load_balancer(bad).is_err(), "{bad}");
        }
        assert!(check_target_group("internal-a").is_ok());
    }
}
