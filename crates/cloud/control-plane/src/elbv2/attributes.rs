//! Attributes of load balancers, target groups and listeners: their defaults and what they accept.
//!
//! In: keys and values from a request. Out: the attributes that differ from the default, or all of them for an answer. Never here: what an
//! attribute does; some are kept and shown only, as SCOPE.md says. One that promises what this product does not do refuses to be switched on.

use model::elbv2::Attributes;
use shapes::Error;
use shapes::elbv2::errors;

/// What values an attribute accepts.
enum Accepts {
    /// `true` or `false`.
    Flag,
    /// A whole number between two bounds.
    Number(i64, i64),
    /// `off`, or a whole number between two bounds.
    OffOr(i64, i64),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Any text.
    Text,
    /// The value of a header: visible ASCII and blanks.
    HeaderValue,
    /// A cookie name that is not one of the load balancer's own.
    Cookie,
    /// Only its default: the product, or an Application Load Balancer, cannot do otherwise.
    Fixed,
}

/// One attribute.
struct Known {
    key: &'static str,
    default: &'static str,
    accepts: Accepts,
}

const fn known(key: &'static str, default: &'static str, accepts: Accepts) -> Known {
    Known { key, default, accepts }
}

/// The attributes of one kind of resource.
pub(crate) struct Table {
    /// What errors call the resource.
    words: &'static str,
    known: &'static [Known],
}

/// Attributes of Application Load Balancers.
pub(crate) static LOAD_BALANCER: Table = Table {
    words: "Load balancer",
    known: &[
        known("access_logs.s3.enabled", "false", Accepts::Flag),
        known("access_logs.s3.bucket", "", Accepts::Text),
        known("access_logs.s3.prefix", "", Accepts::Text),
        known("client_keep_alive.seconds", "3600", Accepts::Number(60, 604_800)),
        known("connection_logs.s3.enabled", "false", Accepts::Flag),
        known("connection_logs.s3.bucket", "", Accepts::Text),
        known("connection_logs.s3.prefix", "", Accepts::Text),
        known("deletion_protection.enabled", "false", Accepts::Flag),
        known("health_check_logs.s3.enabled", "false", Accepts::Fixed),
        known("health_check_logs.s3.bucket", "", Accepts::Text),
        known("health_check_logs.s3.prefix", "", Accepts::Text),
        known("idle_timeout.timeout_seconds", "60", Accepts::Number(1, 4000)),
        known("ipv6.deny_all_igw_traffic", "false", Accepts::Flag),
        known("load_balancing.cross_zone.enabled", "true", Accepts::Fixed),
        known(
            "routing.http.desync_mitigation_mode",
            "defensive",
            Accepts::OneOf(&["monitor", "defensive", "strictest"]),
        ),
        known("routing.http.drop_invalid_header_fields.enabled", "false", Accepts::Flag),
        known("routing.http.preserve_host_header.enabled", "false", Accepts::Flag),
        known("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false", Accepts::Flag),
        known("routing.http.xff_client_port.enabled", "false", Accepts::Flag),
        known(
            "routing.http.xff_header_processing.mode",
            "append",
            Accepts::OneOf(&["append", "preserve", "remove"]),
        ),
        known("routing.http2.enabled", "true", Accepts::Flag),
        known("waf.fail_open.enabled", "false", Accepts::Flag),
        known("zonal_shift.config.enabled", "false", Accepts::Fixed),
    ],
};

/// Attributes of the target groups of Application Load Balancers.
pub(crate) static TARGET_GROUP: Table = Table {
    words: "Target group",
    known: &[
        known("deregistration_delay.timeout_seconds", "300", Accepts::Number(0, 3600)),
        known(
            "load_balancing.algorithm.type",
            "round_robin",
            Accepts::OneOf(&["round_robin", "least_outstanding_requests", "weighted_random"]),
        ),
        known("load_balancing.algorithm.anomaly_mitigation", "off", Accepts::Fixed),
        known(
            "load_balancing.cross_zone.enabled",
            "use_load_balancer_configuration",
            Accepts::OneOf(&["true", "false", "use_load_balancer_configuration"]),
        ),
        known("slow_start.duration_seconds", "0", Accepts::Number(30, 900)),
        known("stickiness.enabled", "false", Accepts::Flag),
        known("stickiness.type", "lb_cookie", Accepts::OneOf(&["lb_cookie", "app_cookie"])),
        known("stickiness.lb_cookie.duration_seconds", "86400", Accepts::Number(1, 604_800)),
        known("stickiness.app_cookie.cookie_name", "", Accepts::Cookie),
        known("stickiness.app_cookie.duration_seconds", "86400", Accepts::Number(1, 604_800)),
        known("target_group_health.dns_failover.minimum_healthy_targets.count", "1", Accepts::OffOr(1, 1000)),
        known(
            "target_group_health.dns_failover.minimum_healthy_targets.percentage",
            "off",
            Accepts::OffOr(1, 100),
        ),
        known(
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
            "1",
            Accepts::Number(1, 1000),
        ),
        known(
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
            "off",
            Accepts::OffOr(1, 100),
        ),
    ],
};

/// Attributes of HTTP listeners.
static HTTP_LISTENER: Table = Table {
    words: "Listener",
    known: &[
        known(
            "routing.http.response.access_control_allow_credentials.header_value",
            "",
            Accepts::HeaderValue,
        ),
        known("routing.http.response.access_control_allow_headers.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.access_control_allow_methods.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.access_control_allow_origin.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.access_control_expose_headers.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.access_control_max_age.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.content_security_policy.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.x_content_type_options.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.x_frame_options.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.server.enabled", "true", Accepts::Flag),
    ],
};

/// Attributes of HTTPS listeners.
static HTTPS_LISTENER: Table = Table {
    words: "Listener",
    known: &[
        known(
            "routing.http.request.x_amzn_mtls_clientcert.header_name",
            "X-Amzn-Mtls-Clientcert",
            Accepts::Fixed,
        ),
        known(
            "routing.http.request.x_amzn_mtls_clientcert_issuer.header_name",
            "X-Amzn-Mtls-Clientcert-Issuer",
            Accepts::Fixed,
        ),
        known(
            "routing.http.request.x_amzn_mtls_clientcert_leaf.header_name",
            "X-Amzn-Mtls-Clientcert-Leaf",
            Accepts::Fixed,
        ),
        known(
            "routing.http.request.x_amzn_mtls_clientcert_serial_number.header_name",
            "X-Amzn-Mtls-Clientcert-Serial-Number",
            Accepts::Fixed,
        ),
        known(
            "routing.http.request.x_amzn_mtls_clientcert_subject.header_name",
            "X-Amzn-Mtls-Clientcert-Subject",
            Accepts::Fixed,
        ),
        known(
            "routing.http.request.x_amzn_mtls_clientcert_validity.header_name",
            "X-Amzn-Mtls-Clientcert-Validity",
            Accepts::Fixed,
        ),
        known(
            "routing.http.request.x_amzn_tls_cipher_suite.header_name",
            "X-Amzn-Tls-Cipher-Suite",
            Accepts::Fixed,
        ),
        known("routing.http.request.x_amzn_tls_version.header_name", "X-Amzn-Tls-Version", Accepts::Fixed),
        known(
            "routing.http.response.access_control_allow_credentials.header_value",
            "",
            Accepts::HeaderValue,
        ),
        known("routing.http.response.access_control_allow_headers.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.access_control_allow_methods.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.access_control_allow_origin.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.access_control_expose_headers.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.access_control_max_age.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.content_security_policy.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.x_content_type_options.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.x_frame_options.header_value", "", Accepts::HeaderValue),
        known("routing.http.response.server.enabled", "true", Accepts::Flag),
        known("routing.http.response.strict_transport_security.header_value", "", Accepts::HeaderValue),
    ],
};

/// Attributes of listeners of this protocol.
pub(crate) fn listener(protocol: &str) -> &'static Table {
    if protocol == "HTTPS" { &HTTPS_LISTENER } else { &HTTP_LISTENER }
}

impl Table {
    /// Sets one attribute; a value equal to the default is not kept.
    pub(crate) fn set(
        &self,
        attributes: &mut Attributes,
        key: Option<String>,
        value: Option<String>,
    ) -> Result<(), Error> {
        let key = key.unwrap_or_default();
        let value = value.unwrap_or_default();
        let Some(known) = self.known.iter().find(|known| known.key == key) else {
            let text = format!("{} attribute key '{key}' is not recognized", self.words);
            return Err(Error::validation(text));
        };
        known.check(&value)?;
        if value == known.default {
            attributes.remove(&key);
        } else {
            attributes.insert(key, value);
        }
        Ok(())
    }

    /// Every attribute with the value that holds.
    pub(crate) fn all<'a>(
        &'a self,
        set: &'a Attributes,
    ) -> impl Iterator<Item = (Option<String>, Option<String>)> + use<'a> {
        let value = |known: &Known| set.get(known.key).map_or(known.default, String::as_str).to_owned();
        self.known.iter().map(move |known| (Some(known.key.to_owned()), Some(value(known))))
    }
}

impl Known {
    fn check(&self, value: &str) -> Result<(), Error> {
        let number = value.parse::<i64>().ok();
        let within = |low: &i64, high: &i64| number.is_some_and(|number| (*low..=*high).contains(&number));
        let good = value == self.default
            || match &self.accepts {
                Accepts::Flag => matches!(value, "true" | "false"),
                Accepts::Number(low, high) => within(low, high),
                Accepts::OffOr(low, high) => value == "off" || within(low, high),
                Accepts::OneOf(words) => words.contains(&value),
                Accepts::Text => value.len() <= 1024,
                Accepts::HeaderValue => {
                    value.len() <= 1024 && value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
                }
                Accepts::Cookie => value.len() <= 512 && !value.to_uppercase().starts_with("AWSALB"),
                Accepts::Fixed => return Err(self.fixed(value)),
            };
        let text = || format!("'{value}' is not a valid value for attribute '{}'", self.key);
        if good { Ok(()) } else { Err(errors::invalid_configuration_request_exception(text())) }
    }

    fn fixed(&self, value: &str) -> Error {
        let text = format!("Attribute '{}' = '{value}' is not in this product; see SCOPE.md", self.key);
        errors::invalid_configuration_request_exception(text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn set(table: &Table, key: &str, value: &str) -> Result<Attributes, Error> {
        let mut attributes = Attributes::new();
        table.set(&mut attributes, Some(key.to_owned()), Some(value.to_owned())).map(|()| attributes)
    }

    #[test]
    fn only_what_differs_from_the_default_is_kept() {
        assert_eq!(set(&LOAD_BALANCER, "idle_timeout.timeout_seconds", "60").unwrap().len(), 0);
        assert_eq!(set(&LOAD_BALANCER, "idle_timeout.timeout_seconds", "61").unwrap().len(), 1);
        let shown: Vec<_> = LOAD_BALANCER.all(&Attributes::new()).collect();
        assert_eq!(shown.len(), LOAD_BALANCER.known.len());
    }

    #[test]
    fn headers_of_a_listener_hold_no_line_feeds() {
        let key = "routing.http.response.strict_transport_security.header_value";
        assert!(set(listener("HTTPS"), key, "max-age=60; includeSubDomains").is_ok());
        assert!(set(listener("HTTPS"), key, "a\r\nSet-Cookie: b").is_err());
        assert!(set(listener("HTTP"), key, "max-age=60").unwrap_err().message.contains("not recognized"));
        let renamed = "routing.http.request.x_amzn_tls_version.header_name";
        assert!(set(listener("HTTPS"), renamed, "X-Tls").unwrap_err().message.contains("SCOPE"));
    }

    #[test]
    fn values_are_checked() {
        assert!(set(&LOAD_BALANCER, "idle_timeout.timeout_seconds", "4001").is_err());
        assert!(
            set(&LOAD_BALANCER, "health_check_logs.s3.enabled", "true")
                .unwrap_err()
                .message
                .contains("SCOPE")
        );
        assert!(set(&TARGET_GROUP, "slow_start.duration_seconds", "29").is_err());
        assert!(set(&TARGET_GROUP, "slow_start.duration_seconds", "30").is_ok());
        assert!(set(&TARGET_GROUP, "stickiness.app_cookie.cookie_name", "awsalbapp").is_err());
        let error = set(&TARGET_GROUP, "color", "red").unwrap_err();
        assert_eq!(error.message, "Target group attribute key 'color' is not recognized");
    }
}
