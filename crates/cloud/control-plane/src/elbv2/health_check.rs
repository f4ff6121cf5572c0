//! The health check of a target group. In: what a request asks and the check so far. Out: the check as it will be, or AWS's error.

use model::elbv2::HealthCheck;
use shapes::Error;
use shapes::elbv2::{CreateTargetGroupInput, Matcher, ModifyTargetGroupInput};

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

/// The check of a target group of this protocol version that says nothing about it.
pub(crate) fn default(version: &str) -> HealthCheck {
    let (path, matcher) = if version == "GRPC" { ("/AWS.ALB/healthcheck", "12") } else { ("/", "200") };
    HealthCheck {
        enabled: true,
        protocol: "HTTP".to_owned(),
        port: None,
        path: path.to_owned(),
        interval: 30,
        timeout: 5,
        healthy_threshold: 5,
        unhealthy_threshold: 2,
        matcher: matcher.to_owned(),
    }
}

/// The check that results when `asked` is applied to `base`, in a target group of this protocol version.
pub(crate) fn apply(asked: Asked, base: HealthCheck, version: &str) -> Result<HealthCheck, Error> {
    if asked.enabled == Some(false) {
        let text = "Health checks cannot be disabled for target groups with target type 'instance' or 'ip'";
        return Err(Error::validation(text));
    }
    let check = HealthCheck {
        enabled: true,
        protocol: set(asked.protocol).map_or(Ok(base.protocol), read_protocol)?,
        port: set(asked.port).map_or(Ok(base.port), |port| read_port(&port))?,
        path: set(asked.path).map_or(Ok(base.path), read_path)?,
        interval: asked.interval.unwrap_or(base.interval),
        timeout: asked.timeout.unwrap_or(base.timeout),
        healthy_threshold: asked.healthy.unwrap_or(base.healthy_threshold),
        unhealthy_threshold: asked.unhealthy.unwrap_or(base.unhealthy_threshold),
        matcher: asked
            .matcher
            .map(|matcher| read_matcher(matcher, version))
            .transpose()?
            .flatten()
            .unwrap_or(base.matcher),
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

fn read_protocol(protocol: String) -> Result<String, Error> {
    match protocol.as_str() {
        "HTTP" | "HTTPS" => Ok(protocol),
        other => {
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

/// gRPC groups are matched by gRPC codes, others by HTTP codes; `None` when neither is given.
fn read_matcher(matcher: Matcher, version: &str) -> Result<Option<String>, Error> {
    let (http, grpc) = (set(matcher.http_code), set(matcher.grpc_code));
    let (codes, what, digits, low, high) = match (version, http, grpc) {
        ("GRPC", Some(_), _) => {
            let text = "An HTTP matcher cannot be specified for the GRPC protocol version";
            return Err(Error::validation(text));
        }
        ("GRPC", None, grpc) => (grpc, "GRPC", 1..=2, 0, 99),
        (_, _, Some(_)) => {
            let text = "A gRPC matcher can only be specified for the GRPC protocol version";
            return Err(Error::validation(text));
        }
        (_, http, None) => (http, "HTTP", 3..=3, 200, 499),
    };
    let Some(codes) = codes else { return Ok(None) };
    let code = |text: &str| {
        let plain = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>().ok().filter(|code| plain && (low..=high).contains(code))
    };
    let text =
        || format!("Health check matcher {what} code '{codes}' must be within '{low}-{high}' inclusive");
    if codes.split(',').all(|part| is_range(part, code)) {
        Ok(Some(codes))
    } else {
        Err(Error::validation(text()))
    }
}

/// `200` or `200-299`.
fn is_range(part: &str, code: impl Fn(&str) -> Option<u16>) -> bool {
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
        apply(Asked { matcher, ..Default::default() }, default("HTTP1"), "HTTP1").is_ok()
    }

    #[test]
    fn grpc_groups_have_matchers_of_their_own() {
        let apply = |http: Option<&str>, grpc: Option<&str>, version| {
            let matcher = Matcher { http_code: http.map(str::to_owned), grpc_code: grpc.map(str::to_owned) };
            let asked = Asked { matcher: Some(matcher), ..Default::default() };
            super::apply(asked, default(version), version).map(|check| check.matcher)
        };
        assert_eq!(apply(None, Some("0-99"), "GRPC"), Ok("0-99".to_owned()));
        assert_eq!(apply(None, None, "GRPC"), Ok("12".to_owned()));
        assert!(apply(None, Some("100"), "GRPC").is_err() && apply(Some("200"), None, "GRPC").is_err());
        assert!(apply(None, Some("12"), "HTTP2").is_err());
    }

    #[test]
    fn matchers_are_lists_and_ranges_of_200_to_499() {
        assert!(["200", "200,302", "200-299", "200-299,404"].into_iter().all(matcher));
        assert!(!["199", "500", "299-200", "200,", "+20", "200-"].into_iter().any(matcher));
    }

    #[test]
    fn the_interval_is_longer_than_the_timeout() {
        let asked = |interval, timeout| Asked { interval, timeout, ..Default::default() };
        assert!(apply(asked(Some(5), None), default("HTTP1"), "HTTP1").is_err());
        let check = apply(asked(Some(5), Some(4)), default("HTTP1"), "HTTP1").unwrap();
        assert_eq!((check.interval, check.timeout, check.healthy_threshold), (5, 4, 5));
    }

    #[test]
    fn ports_and_paths_are_checked() {
        let port = |port: &str| {
            apply(Asked { port: Some(port.to_owned()), ..Default::default() }, default("HTTP1"), "HTTP1")
                .map(|check| check.port)
        };
        assert_eq!(port("traffic-port"), Ok(None));
        assert_eq!(port("8080"), Ok(Some(8080)));
        assert!(port("0").is_err() && port("http").is_err());
        assert!(
            apply(Asked { path: Some("ping".into()), ..Default::default() }, default("HTTP1"), "HTTP1")
                .is_err()
        );
    }
}
