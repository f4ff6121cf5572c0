//! `logConfiguration` of container definitions: which drivers there are, and what their options may say.
//!
//! In: what the user gave. Out: a configuration the driver here obeys, or a refusal. Never here: log lines.

use std::collections::BTreeMap;

use model::ecs::LogConfiguration;
use planner::multiline::{Multiline, bytes};
use shapes::Error;
use shapes::ecs::{self as wire, errors};

use super::refuse;

/// What the awslogs driver and the modes of all drivers know (Docker's documentation, "Amazon CloudWatch Logs logging driver").
const AWSLOGS: [&str; 10] = [
    "awslogs-group",
    "awslogs-region",
    "awslogs-stream-prefix",
    "awslogs-create-group",
    "awslogs-datetime-format",
    "awslogs-multiline-pattern",
    "awslogs-endpoint",
    "awslogs-stream",
    "mode",
    "max-buffer-size",
];

/// The log configuration of a container.
pub(crate) fn read(given: wire::LogConfiguration) -> Result<LogConfiguration, Error> {
    let options = given.options.unwrap_or_default();
    match given.log_driver.as_str() {
        "awslogs" => awslogs(&options)?,
        "none" | "json-file" => {}
        other => return Err(refuse::not_in_product(&format!("log driver {other}"))),
    }
    Ok(LogConfiguration { driver: given.log_driver, options })
}

fn awslogs(options: &BTreeMap<String, String>) -> Result<(), Error> {
    if let Some(other) = options.keys().find(|name| !AWSLOGS.contains(&name.as_str())) {
        return Err(invalid(format!("Log driver awslogs disallows options: {other}")));
    }
    if options.get("awslogs-group").is_none_or(String::is_empty) {
        return Err(invalid("Log driver awslogs requires options: awslogs-group"));
    }
    for name in ["awslogs-endpoint", "awslogs-stream"] {
        if options.contains_key(name) {
            return Err(refuse::not_in_product(name));
        }
    }
    mode(options)?;
    Multiline::of(options).map_err(invalid)?;
    Ok(())
}

/// `mode` and `max-buffer-size`, in Docker's words.
fn mode(options: &BTreeMap<String, String>) -> Result<(), Error> {
    let non_blocking = match options.get("mode").map(String::as_str) {
        None | Some("" | "blocking") => false,
        Some("non-blocking") => true,
        Some(other) => return Err(invalid(format!("logger: logging mode not supported: {other}"))),
    };
    match options.get("max-buffer-size") {
        Some(_) if !non_blocking => {
            Err(invalid("logger: max-buffer-size option is only supported with 'mode=non-blocking'"))
        }
        Some(size) if bytes(size).is_none() => {
            Err(invalid(format!("error parsing option max-buffer-size: invalid size: '{size}'")))
        }
        _ => Ok(()),
    }
}

fn invalid(why: impl Into<String>) -> Error {
    errors::client_exception(why.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn options(more: &[(&str, &str)]) -> wire::LogConfiguration {
        let all = [("awslogs-group", "g")].iter().chain(more);
        wire::LogConfiguration {
            log_driver: "awslogs".into(),
            options: Some(all.map(|(name, value)| ((*name).into(), (*value).into())).collect()),
        }
    }

    #[test]
    fn options_of_the_driver_are_taken() {
        for more in [
            &[("mode", "non-blocking"), ("max-buffer-size", "25m")][..],
            &[("awslogs-datetime-format", "[%Y-%m-%d %H:%M:%S]")],
            &[("awslogs-multiline-pattern", "^INFO")],
        ] {
            read(options(more)).unwrap();
        }
    }

    #[test]
    fn options_it_would_refuse_are_refused_in_its_words() {
        let cases = [
            (&[("mode", "sometimes")][..], "logging mode not supported: sometimes"),
            (&[("max-buffer-size", "1m")], "only supported with 'mode=non-blocking'"),
            (&[("mode", "non-blocking"), ("max-buffer-size", "much")], "invalid size: 'much'"),
            (&[("awslogs-colour", "red")], "Log driver awslogs disallows options: awslogs-colour"),
            (&[("awslogs-multiline-pattern", "(")], "could not parse multiline pattern"),
            (&[("awslogs-multiline-pattern", "a"), ("awslogs-datetime-format", "%Y")], "at the same time"),
        ];
        for (more, words) in cases {
            let error = read(options(more)).unwrap_err();
            assert!(error.message.contains(words), "{}", error.message);
        }
        let group = wire::LogConfiguration { log_driver: "awslogs".into(), ..Default::default() };
        assert!(read(group).unwrap_err().message.contains("requires options: awslogs-group"));
    }
}
