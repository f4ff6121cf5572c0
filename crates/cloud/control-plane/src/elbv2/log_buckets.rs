//! Where a load balancer's logs are to go. In: attributes that were set. Out: fine, or AWS's error. Never here: files; but as a bucket is a
//! directory here, no name that could lead out of it passes.

use model::elbv2::Attributes;
use shapes::Error;
use shapes::elbv2::errors;

/// The logs that can be switched on.
const FAMILIES: [&str; 2] = ["access_logs", "connection_logs"];

/// A log that is on has a bucket; buckets and prefixes that are set are well formed.
pub(crate) fn check(set: &Attributes) -> Result<(), Error> {
    FAMILIES.into_iter().try_for_each(|family| check_one(set, family))
}

fn check_one(set: &Attributes, family: &str) -> Result<(), Error> {
    let value = |what: &str| set.get(&format!("{family}.s3.{what}")).map_or("", String::as_str);
    let (bucket, prefix) = (value("bucket"), value("prefix"));
    let refuse = |text: String| Err(errors::invalid_configuration_request_exception(text));
    if value("enabled") == "true" && bucket.is_empty() {
        return refuse(format!("The value of '{family}.s3.bucket' cannot be empty when the log is enabled"));
    }
    if !bucket.is_empty() && !is_bucket(bucket) {
        return refuse(format!("S3 bucket name '{bucket}' is not valid"));
    }
    if !prefix.is_empty() && !is_prefix(prefix) {
        return refuse(format!("S3 prefix '{prefix}' is not valid"));
    }
    Ok(())
}

/// As S3 names buckets: 3 to 63 lower-case letters, digits, dots and hyphens.
fn is_bucket(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (3..=63).contains(&name.len())
        && name.bytes().all(|byte| plain(byte) || b".-".contains(&byte))
        && name.bytes().next().is_some_and(plain)
        && name.bytes().last().is_some_and(plain)
        && !name.contains("..")
}

/// Names with `/` between them; `AWSLogs` is what follows a prefix.
fn is_prefix(prefix: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"!-_.*'()".contains(&byte);
    let segment = |part: &str| {
        !matches!(part, "" | "." | ".." | "AWSLogs") && part.len() <= 128 && part.bytes().all(known)
    };
    prefix.len() <= 512 && prefix.split('/').all(segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(enabled: &str, bucket: &str, prefix: &str) -> bool {
        let set = [("enabled", enabled), ("bucket", bucket), ("prefix", prefix)];
        let set = set.map(|(key, value)| (format!("access_logs.s3.{key}"), value.to_owned()));
        check(&set.into_iter().collect()).is_ok()
    }

    #[test]
    fn a_log_has_a_bucket_and_nothing_leads_out_of_it() {
        assert!(checked("true", "my-logs", "team/front") && checked("false", "", ""));
        assert!(!checked("true", "", ""));
        for bucket in ["..", "a", "Logs", "a..b", "/etc", "-logs", "a/b"] {
            assert!(!checked("true", bucket, ""), "{bucket}");
        }
        for prefix in ["/a", "a/", "../a", "a/../b", "AWSLogs", "a/AWSLogs/b", "a//b", "a\\b"] {
            assert!(!checked("true", "my-logs", prefix), "{prefix}");
        }
    }
}
