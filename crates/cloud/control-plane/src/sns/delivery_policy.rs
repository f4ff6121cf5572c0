//! Delivery policies as JSON. In: the text of the attribute. Out: the typed policy or what is wrong with it, and the JSON shown back.
//! Never here: waiting, choosing between the topic's policy and the subscription's.

use model::sns::{Backoff, DeliveryPolicy, RetryPolicy};
use serde::{Deserialize, Serialize};

use super::refusal::not_here;

/// The content type of requests when no policy names one.
const CONTENT_TYPE: &str = "text/plain; charset=UTF-8";
/// Longest time all retries together may take, milliseconds.
const WHOLE: i64 = 3_600_000;

/// `healthyRetryPolicy`, member by member.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Retry {
    min_delay_target: Option<u32>,
    max_delay_target: Option<u32>,
    num_retries: Option<u32>,
    num_max_delay_retries: Option<u32>,
    num_no_delay_retries: Option<u32>,
    num_min_delay_retries: Option<u32>,
    backoff_function: Option<Backoff>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Request {
    header_content_type: Option<String>,
}

/// Limits receives per second; not kept here, so only its absence is accepted.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Throttle {
    max_receives_per_second: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OfSubscription {
    healthy_retry_policy: Option<Retry>,
    sickly_retry_policy: Option<Retry>,
    throttle_policy: Option<Throttle>,
    request_policy: Option<Request>,
    guaranteed: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfTopic {
    http: OfTopicHttp,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OfTopicHttp {
    default_healthy_retry_policy: Option<Retry>,
    default_sickly_retry_policy: Option<Retry>,
    default_throttle_policy: Option<Throttle>,
    default_request_policy: Option<Request>,
    disable_subscription_overrides: Option<bool>,
}

/// The policy of a subscription; an error is the reason, beginning with the attribute's name.
pub(crate) fn of_subscription(json: &str) -> Result<DeliveryPolicy, String> {
    let read: OfSubscription = read(json)?;
    refuse(read.sickly_retry_policy.is_some(), "sicklyRetryPolicy")?;
    refuse(read.guaranteed == Some(true), "guaranteed")?;
    refuse_throttle(read.throttle_policy)?;
    policy(read.healthy_retry_policy, read.request_policy, false)
}

/// The policy of a topic, which wraps the same in `http.default...`.
pub(crate) fn of_topic(json: &str) -> Result<DeliveryPolicy, String> {
    let read: OfTopic = read(json)?;
    let http = read.http;
    refuse(http.default_sickly_retry_policy.is_some(), "defaultSicklyRetryPolicy")?;
    refuse_throttle(http.default_throttle_policy)?;
    let disable = http.disable_subscription_overrides.unwrap_or(false);
    policy(http.default_healthy_retry_policy, http.default_request_policy, disable)
}

fn read<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| format!("DeliveryPolicy: {error}"))
}

fn refuse(given: bool, member: &str) -> Result<(), String> {
    if given { Err(format!("DeliveryPolicy: {}", not_here(member))) } else { Ok(()) }
}

fn refuse_throttle(given: Option<Throttle>) -> Result<(), String> {
    let limited = given.is_some_and(|throttle| throttle.max_receives_per_second.is_some());
    refuse(limited, "throttlePolicy.maxReceivesPerSecond")
}

fn policy(retry: Option<Retry>, request: Option<Request>, disable: bool) -> Result<DeliveryPolicy, String> {
    let content_type = request.and_then(|request| request.header_content_type);
    if let Some(text) = &content_type {
        check_content_type(text)?;
    }
    let retry = retry.map(check).transpose()?;
    Ok(DeliveryPolicy { retry, content_type, disable_subscription_overrides: disable })
}

fn check_content_type(text: &str) -> Result<(), String> {
    let printable = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    match printable && text.len() <= 255 && text.trim() == text && text.contains('/') {
        true => Ok(()),
        false => Err("DeliveryPolicy: requestPolicy.headerContentType is not a content type".to_owned()),
    }
}

/// Fills in the defaults and checks the ranges.
fn check(given: Retry) -> Result<RetryPolicy, String> {
    let default = RetryPolicy::default();
    let policy = RetryPolicy {
        min_delay: given.min_delay_target.unwrap_or(default.min_delay),
        max_delay: given.max_delay_target.unwrap_or(default.max_delay),
        retries: given.num_retries.unwrap_or(default.retries),
        immediate: given.num_no_delay_retries.unwrap_or(0),
        at_min: given.num_min_delay_retries.unwrap_or(0),
        at_max: given.num_max_delay_retries.unwrap_or(0),
        backoff: given.backoff_function.unwrap_or_default(),
    };
    match wrong(&policy) {
        Some(what) => Err(format!("DeliveryPolicy: healthyRetryPolicy.{what}")),
        None => Ok(policy),
    }
}

/// The first rule a policy breaks.
fn wrong(policy: &RetryPolicy) -> Option<&'static str> {
    let phases = u64::from(policy.immediate) + u64::from(policy.at_min) + u64::from(policy.at_max);
    if policy.retries > 100 {
        Some("numRetries must be between 0 and 100")
    } else if policy.max_delay > 3600 {
        Some("maxDelayTarget must be at most 3600")
    } else if policy.min_delay < 1 || policy.min_delay > policy.max_delay {
        Some("minDelayTarget must be at least 1 and at most maxDelayTarget")
    } else if phases > u64::from(policy.retries) {
        Some("numRetries must be at least numNoDelayRetries + numMinDelayRetries + numMaxDelayRetries")
    } else if planner::delivery::whole(policy) > WHOLE {
        Some("numRetries and the delays must together take at most 3600 seconds")
    } else {
        None
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownRetry {
    min_delay_target: u32,
    max_delay_target: u32,
    num_retries: u32,
    num_max_delay_retries: u32,
    num_no_delay_retries: u32,
    num_min_delay_retries: u32,
    backoff_function: Backoff,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownRequest<'a> {
    header_content_type: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownSubscription<'a> {
    healthy_retry_policy: ShownRetry,
    sickly_retry_policy: (),
    throttle_policy: (),
    request_policy: ShownRequest<'a>,
    guaranteed: bool,
}

#[derive(Serialize)]
struct ShownTopic<'a> {
    http: ShownTopicHttp<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownTopicHttp<'a> {
    default_healthy_retry_policy: ShownRetry,
    disable_subscription_overrides: bool,
    default_request_policy: ShownRequest<'a>,
}

/// `EffectiveDeliveryPolicy` of a topic.
pub(crate) fn show_topic(policy: Option<&DeliveryPolicy>) -> String {
    let policy = policy.cloned().unwrap_or_default();
    let http = ShownTopicHttp {
        default_healthy_retry_policy: show_retry(&policy),
        disable_subscription_overrides: policy.disable_subscription_overrides,
        default_request_policy: show_request(&policy),
    };
    serde_json::to_string(&ShownTopic { http }).unwrap_or_default()
}

/// `EffectiveDeliveryPolicy` of a subscription.
pub(crate) fn show_subscription(policy: &DeliveryPolicy) -> String {
    let shown = ShownSubscription {
        healthy_retry_policy: show_retry(policy),
        sickly_retry_policy: (),
        throttle_policy: (),
        request_policy: show_request(policy),
        guaranteed: false,
    };
    serde_json::to_string(&shown).unwrap_or_default()
}

fn show_request(policy: &DeliveryPolicy) -> ShownRequest<'_> {
    ShownRequest { header_content_type: policy.content_type.as_deref().unwrap_or(CONTENT_TYPE) }
}

fn show_retry(policy: &DeliveryPolicy) -> ShownRetry {
    let retry = policy.retry.clone().unwrap_or_default();
    ShownRetry {
        min_delay_target: retry.min_delay,
        max_delay_target: retry.max_delay,
        num_retries: retry.retries,
        num_max_delay_retries: retry.at_max,
        num_no_delay_retries: retry.immediate,
        num_min_delay_retries: retry.at_min,
        backoff_function: retry.backoff,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn members_left_out_take_their_defaults() {
        let policy = of_subscription(r#"{"healthyRetryPolicy":{"minDelayTarget":1,"numRetries":50,"backoffFunction":"exponential"},"throttlePolicy":null,"guaranteed":false}"#).unwrap();
        let retry = policy.retry.unwrap();
        assert_eq!((retry.min_delay, retry.max_delay, retry.retries), (1, 20, 50));
        assert_eq!(retry.backoff, Backoff::Exponential);
    }

    #[test]
    fn ranges_are_checked() {
        let reason = |members: &str| of_subscription(&format!(r#"{{"healthyRetryPolicy":{{{members}}}}}"#));
        for bad in [
            r#""numRetries":101"#,
            r#""maxDelayTarget":3601"#,
            r#""minDelayTarget":0"#,
            r#""minDelayTarget":30"#,
            r#""numNoDelayRetries":4"#,
            r#""minDelayTarget":600,"maxDelayTarget":600,"numRetries":7"#,
            r#""numRetries":-1"#,
            r#""tries":1"#,
        ] {
            assert!(reason(bad).unwrap_err().starts_with("DeliveryPolicy: "), "{bad}");
        }
    }

    #[test]
    fn a_throttle_is_refused_rather_than_ignored() {
        let reason = of_subscription(r#"{"throttlePolicy":{"maxReceivesPerSecond":5}}"#).unwrap_err();
        assert!(reason.contains("not in this product yet"));
    }

    #[test]
    fn the_default_is_shown_as_aws_shows_it() {
        let expected = concat!(
            r#"{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"#,
            r#""numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},"#,
            r#""disableSubscriptionOverrides":false,"#,
            r#""defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}}"#
        );
        assert_eq!(show_topic(None), expected);
        assert_eq!(show_topic(Some(&of_topic(expected).unwrap())), expected);
    }
}
