//! The health check of a target group. In: what a request asks and the check so far. Out: the check as it will be, or AWS's error.

use model::elbv2::HealthCheck;
use shapes::Error;
use shapes::elbv2::{CreateTargetGroupInput, Matcher, ModifyTargetGroupInput, errors};

/// What a request says of the health check; absent members stay as they are.
#[derive(Default)]
pub(crate) struct Asked {
    enabled: Option<bool>,
    interval: Option<i64>,
    path: Option<String>,
    port: Option<String>,
    protocol: Option<String>,
    timeout: Option<i64>,
    healthy: Option<i64>,
    unhealthy: Option<i64>,
    matcher: Option<Matcher>,
}

impl From<&CreateTargetGroupInput> for Asked {
    fn from(input: &CreateTargetGroupInput) -> Asked {
        Asked {
            enabled: input.health_check_enabled,
            interval: input.health_check_interval_seconds,
            path: input.health_check_path.clone(),
            port: input.health_check_port.clone(),
            protocol: input.health_check_protocol.clone(),
            timeout: input.health_check_timeout_seconds,
            healthy: input.healthy_threshold_count,
            unhealthy: input.unhealthy_threshold_count,
            matcher: input.matcher.clone(),
        }
    }
}

impl From<ModifyTargetGroupInput> for Asked {
    fn from(input: ModifyTargetGroupInput) -> Asked {
        Asked {
            enabled: input.health_check_enabled,
            interval: input.health_check_interval_seconds,
            path: input.health_check_path,
            port: input.health_check_port,
            protocol: input.health_check_protocol,
            timeout: input.health_check_timeout_seconds,
            healthy: input.healthy_threshold_count,
            unhealthy: input.unhealthy_threshold_count,
            matcher: input.matcher,
        }
    }
}

/// The check of a target group that says nothing about it.
pub(crate) fn default() -> HealthCheck {
    HealthCheck {
        enabled: true,
        protocol: "HTTP".to_owned(),
        port: None,
        path: "/".to_owned(),
        interval: 30,
        timeout: 5,
        healthy_threshold: 5,
        unhealthy_threshold: 2,
        matcher: "200".to_owned(),
    }
}

/// The check that results when `asked` is applied to `base`.
pub(crate) fn apply(asked: Asked, base: HealthCheck) -> Result<HealthCheck, Error> {
    if asked.enabled == Some(false) {
        let text = "Health checks cannot be disabled for target groups with target type 'instance' or 'ip'";
        return Err(Error::validation(text));
    }
    check_protocol(asked.protocol.as_deref())?;
    let check = HealthCheck {
        enabled: true,
        protocol: base.protocol,
        port: set(asked.port).map_or(Ok(base.port), |port| read_port(&port))?,
        path: set(asked.path).map_or(Ok(base.path), read_path)?,
        interval: asked.interval.unwrap_or(base.interval),
        timeout: asked.timeout.unwrap_or(base.timeout),
        healthy_threshold: asked.healthy.unwrap_or(base.healthy_threshold),
        unhealthy_threshold: asked.unhealthy.unwrap_or(base.unhealthy_threshold),
        matcher: asked.matcher.map(read_matcher).transpose()?.flatten().unwrap_or(base.matcher),
    };
    if check.timeout >= check.interval {
        return Err(Error::validation("Health check interval must be greater than the timeout."));
    }
    Ok(check)
}

/// Empty text means "not set".
fn set(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

fn check_protocol(protocol: Option<&str>) -> Result<(), Error> {
    match protocol {
        None | Some("" | "HTTP") => Ok(()),
        Some("HTTPS") => Err(errors::invalid_configuration_request_exception(
            "HTTPS health checks are not in this product yet; see SCOPE.md",
        )),
        Some(other) => {
            Err(Error::validation(format!("Health check protocol '{other}' must be one of 'HTTPS, HTTP'")))
        }
    }
}

fn read_port(port: &str) -> Result<Option<u16>, Error> {
    if port == "traffic-port" {
        return Ok(None);
    }
    let number = port.parse::<u16>().ok().filter(|number| *number > 0);
    let text = || format!("Health check port '{port}' must be in the range 1-65535 or 'traffic-port'");
    number.map(Some).ok_or_else(|| Error::validation(text()))
}

fn read_path(path: String) -> Result<String, Error> {
    let good = path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_graphic());
    let text = || format!("Health check path '{path}' must begin with a '/' character and hold no spaces");
    if good { Ok(path) } else { Err(Error::validation(text())) }
}

fn read_matcher(matcher: Matcher) -> Result<Option<String>, Error> {
    if set(matcher.grpc_code).is_some() {
        return Err(Error::validation("A gRPC matcher can only be specified for the GRPC protocol version"));
    }
    let Some(codes) = set(matcher.http_code) else { return Ok(None) };
    let text = || format!("Health check matcher HTTP code '{codes}' must be within '200-499' inclusive");
    if codes.split(',').all(good_codes) { Ok(Some(codes)) } else { Err(Error::validation(text())) }
}

/// `200` or `200-299`.
fn good_codes(part: &str) -> bool {
    let code = |text: &str| {
        let plain = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>().ok().filter(|code| plain && (200..=499).contains(code))
    };
    match part.split_once('-') {
        Some((low, high)) => code(low).zip(code(high)).is_some_and(|(low, high)| low <= high),
        None => code(part).is_some(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn matcher(codes: &str) -> bool {
        let matcher = Some(Matcher { http_code: Some(codes.to_owned()), grpc_code: None });
        apply(Asked { matcher, ..Default::default() }, default()).is_ok()
    }

    #[test]
    fn matchers_are_lists_and_ranges_of_200_to_499() {
        assert!(["200", "200,302", "200-299", "200-299,404"].into_iter().all(matcher));
        assert!(!["199", "500", "299-200", "200,", "+20", "200-"].into_iter().any(matcher));
    }

    #[test]
    fn the_interval_is_longer_than_the_timeout() {
        let asked = |interval, timeout| Asked { interval, timeout, ..Default::default() };
        assert!(apply(asked(Some(5), None), default()).is_err());
        let check = apply(asked(Some(5), Some(4)), default()).unwrap();
        assert_eq!((check.interval, check.timeout, check.healthy_threshold), (5, 4, 5));
    }

    #[test]
    fn ports_and_paths_are_checked() {
        let port = |port: &str| {
            apply(Asked { port: Some(port.to_owned()), ..Default::default() }, default())
                .map(|check| check.port)
        };
        assert_eq!(port("traffic-port"), Ok(None));
        assert_eq!(port("8080"), Ok(Some(8080)));
        assert!(port("0").is_err() && port("http").is_err());
        assert!(apply(Asked { path: Some("ping".into()), ..Default::default() }, default()).is_err());
    }
}
