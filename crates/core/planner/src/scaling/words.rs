//! AWS's words for what scaling does and does not. In: counts, names. Out: texts of scaling activities. Never here: decisions.

use model::scaling::{NotScaled, NotScaledCode, ScheduledAction};

/// What an activity that moves the count is called.
pub fn setting(count: i64) -> String {
    format!("Setting desired count to {count}.")
}

/// What is said while the service has not reached the count.
pub fn waiting(count: i64) -> String {
    format!("Successfully set desired count to {count}. Waiting for change to be fulfilled by ecs.")
}

/// What is said when it has.
pub fn fulfilled(count: i64) -> String {
    format!("Successfully set desired count to {count}. Change successfully fulfilled by ecs.")
}

/// What is said when it has not, and is waited for no longer.
pub fn unfulfilled(count: i64) -> String {
    format!("Successfully set desired count to {count}. Change was not fulfilled by ecs in time.")
}

/// What is said when somebody else set another count meanwhile.
pub fn overridden(count: i64, other: i64) -> String {
    format!(
        "Successfully set desired count to {count}. It was set to {other} before ecs had fulfilled the change."
    )
}

/// What is said when the count could not be set, or never was reached.
pub fn failed(count: i64, why: &str) -> String {
    format!("Failed to set desired count to {count}. Reason: {why}")
}

/// What an activity that could not be is called.
pub const ATTEMPT: &str = "Attempting to scale due to alarm triggered";

/// Why a policy acts.
pub fn triggered(alarm: &str, state: impl std::fmt::Display, policy: &str) -> String {
    format!("monitor alarm {alarm} in state {state} triggered policy {policy}")
}

/// Why a count outside new bounds moves.
pub fn bound(is_minimum: bool, value: i64) -> String {
    format!("{} capacity was set to {value}", if is_minimum { "minimum" } else { "maximum" })
}

/// The bounds a scheduled action sets: `min capacity to 2 and max capacity to 10`.
fn bounds(action: &ScheduledAction) -> String {
    let min = action.min.map(|min| format!("min capacity to {min}"));
    let max = action.max.map(|max| format!("max capacity to {max}"));
    min.into_iter().chain(max).collect::<Vec<_>>().join(" and ")
}

/// What the activity of a scheduled action is called.
pub fn setting_bounds(action: &ScheduledAction) -> String {
    format!("Setting {}", bounds(action))
}

/// What is said when it is done.
pub fn bounds_set(action: &ScheduledAction) -> String {
    format!("Successfully set {}", bounds(action))
}

/// Why it was done.
pub fn scheduled(action: &ScheduledAction) -> String {
    format!("scheduled action name {} was triggered", action.name)
}

/// What it says for people, such as `2 is the maximum`.
pub fn not_scaled(reason: NotScaled) -> String {
    let NotScaled { code, capacity } = reason;
    match code {
        NotScaledCode::AnticipatedFlapping => {
            "with fewer tasks the metric would exceed its target".to_owned()
        }
        NotScaledCode::Unscalable => "a deployment is under way: no task is taken away meanwhile".to_owned(),
        NotScaledCode::AtMax => format!("the maximum is {capacity}"),
        NotScaledCode::AtMin => format!("the minimum is {capacity}"),
        NotScaledCode::AtDesired => format!("{capacity} tasks are what it takes"),
    }
}
