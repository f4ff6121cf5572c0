//! Health checks of container definitions: from and to the wire, with the defaults and bounds of AWS (ECS API, `HealthCheck`).

use std::ops::RangeInclusive;

use model::ecs::HealthCheck;
use shapes::Error;
use shapes::ecs::{self as wire, errors};

/// Seconds between checks: bounds and default.
const INTERVAL: (RangeInclusive<i64>, i64) = (5..=300, 30);
/// Seconds a check may take.
const TIMEOUT: (RangeInclusive<i64>, i64) = (2..=60, 5);
/// Failures in a row that make a container UNHEALTHY.
const RETRIES: (RangeInclusive<i64>, i64) = (1..=10, 3);
/// Seconds in which failures do not count; off unless given.
const START_PERIOD: RangeInclusive<i64> = 0..=300;

/// The check of the container of this name.
pub(crate) fn read(container: &str, given: wire::HealthCheck) -> Result<HealthCheck, Error> {
    let bounded = |name: &str, value: Option<i64>, (bounds, default): (RangeInclusive<i64>, i64)| {
        let value = value.unwrap_or(default);
        let (least, most) = (bounds.start(), bounds.end());
        let why = || format!("'healthCheck.{name}' must be between {least} and {most}.");
        if bounds.contains(&value) { Ok(value) } else { Err(invalid(container, &why())) }
    };
    let start_period =
        given.start_period.map(|period| bounded("startPeriod", Some(period), (START_PERIOD, 0)));
    Ok(HealthCheck {
        interval: bounded("interval", given.interval, INTERVAL)?,
        timeout: bounded("timeout", given.timeout, TIMEOUT)?,
        retries: bounded("retries", given.retries, RETRIES)?,
        start_period: start_period.transpose()?,
        command: command(container, given.command)?,
    })
}

fn command(container: &str, given: Vec<String>) -> Result<Vec<String>, Error> {
    let words = match given.first().map(String::as_str) {
        Some("CMD" | "CMD-SHELL") => given.len() - 1,
        _ => return Err(invalid(container, "'healthCheck.command' must start with CMD or CMD-SHELL.")),
    };
    if words == 0 || given.iter().all(|word| word.trim().is_empty()) {
        return Err(invalid(container, "'healthCheck.command' must name a command after CMD or CMD-SHELL."));
    }
    Ok(given)
}

fn invalid(container: &str, why: &str) -> Error {
    errors::client_exception(format!("Invalid setting for container '{container}'. {why}"))
}

/// As DescribeTaskDefinition shows it, defaults filled in.
pub(crate) fn write(check: &HealthCheck) -> wire::HealthCheck {
    wire::HealthCheck {
        command: check.command.clone(),
        interval: Some(check.interval),
        timeout: Some(check.timeout),
        retries: Some(check.retries),
        start_period: check.start_period,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn given(command: &[&str]) -> wire::HealthCheck {
        let command = command.iter().map(|word| (*word).to_owned()).collect();
        wire::HealthCheck { command, ..Default::default() }
    }

    #[test]
    fn what_is_left_out_gets_the_defaults_of_aws() {
        let shown = write(&read("web", given(&["CMD-SHELL", "exit 0"])).unwrap());
        assert_eq!((shown.interval, shown.timeout, shown.retries), (Some(30), Some(5), Some(3)));
        assert_eq!(shown.start_period, None);
    }

    #[test]
    fn bounds_and_commands_are_checked() {
        let good = given(&["CMD", "curl", "localhost"]);
        let cases = [
            (
                wire::HealthCheck { interval: Some(4), ..good.clone() },
                "'healthCheck.interval' must be between 5 and 300.",
            ),
            (
                wire::HealthCheck { timeout: Some(61), ..good.clone() },
                "'healthCheck.timeout' must be between 2 and 60.",
            ),
            (
                wire::HealthCheck { retries: Some(0), ..good.clone() },
                "'healthCheck.retries' must be between 1 and 10.",
            ),
            (
                wire::HealthCheck { start_period: Some(301), ..good },
                "'healthCheck.startPeriod' must be between 0 and 300.",
            ),
            (given(&["curl"]), "'healthCheck.command' must start with CMD or CMD-SHELL."),
            (given(&[]), "'healthCheck.command' must start with CMD or CMD-SHELL."),
            (given(&["CMD"]), "'healthCheck.command' must name a command after CMD or CMD-SHELL."),
        ];
        for (given, why) in cases {
            let error = read("web", given).unwrap_err();
            let expected = format!("Invalid setting for container 'web'. {why}");
            assert_eq!((&*error.code, error.message), ("ClientException", expected));
        }
    }
}
