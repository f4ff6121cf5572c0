//! Service Connect: refused, with what to use instead. Its proxies and the metrics they make are not in this product.

use shapes::Error;
use shapes::ecs::{self as wire, errors};

const INSTEAD: &str = "use service discovery (serviceRegistries with a private DNS namespace of Cloud Map) or a load balancer; see SCOPE.md";

/// Refuses a service that asks for it.
pub(crate) fn refuse(given: Option<&wire::ServiceConnectConfiguration>) -> Result<(), Error> {
    match given.filter(|given| given.enabled) {
        None => Ok(()),
        Some(_) => Err(errors::invalid_parameter_exception(format!(
            "Service Connect (serviceConnectConfiguration) is not in this product; {INSTEAD}"
        ))),
    }
}

/// Refuses a cluster that names a namespace for it.
pub(crate) fn refuse_defaults(given: bool) -> Result<(), Error> {
    if !given {
        return Ok(());
    }
    Err(errors::invalid_parameter_exception(format!(
        "Service Connect (serviceConnectDefaults) is not in this product; {INSTEAD}"
    )))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_an_enabled_one_is_refused_and_the_way_out_is_named() {
        let given = |enabled| wire::ServiceConnectConfiguration { enabled, ..Default::default() };
        assert!(refuse(None).is_ok() && refuse(Some(&given(false))).is_ok());
        let refused = refuse(Some(&given(true))).unwrap_err();
        assert!(refused.message.contains("serviceRegistries"), "{refused}");
        assert!(refuse_defaults(true).is_err());
    }
}
