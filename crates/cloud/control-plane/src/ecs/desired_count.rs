//! How many tasks a service wants: the one way the number changes, for UpdateService and for Application Auto Scaling, which is a caller of
//! it. In: a service, a count. Out: the service with that count. Never here: writing it, deployments (a count alone begins none).

use model::ecs::Service;
use shapes::Error;
use shapes::ecs::errors;

/// Tasks a service may want.
const MOST: i64 = 5000;

/// Wants so many tasks; an error, and nothing changed, if that many cannot be.
pub(crate) fn change(service: &mut Service, count: i64) -> Result<(), Error> {
    if !(0..=MOST).contains(&count) {
        return Err(errors::invalid_parameter_exception(format!(
            "desiredCount must be between 0 and {MOST}."
        )));
    }
    service.desired_count = count;
    Ok(())
}
