//! In: the text of a topic's ARN. Out: its Region, account and name. Never here: asking anybody whether it exists.

use std::fmt;

/// `arn:<partition>:sns:<region>:<12-digit account>:<name>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TopicArn {
    text: String,
    region_end: (usize, usize),
    name_start: usize,
}

/// The text is not the ARN of an SNS topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotATopicArn(String);

impl fmt::Display for NotATopicArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a topic ARN (arn:aws:sns:<region>:<account>:<name>)", self.0)
    }
}

impl std::error::Error for NotATopicArn {}

impl TopicArn {
    /// Reads an ARN; refuses anything but six parts of the service `sns` with a plain Region and name.
    pub fn parse(text: &str) -> Result<Self, NotATopicArn> {
        let refuse = || NotATopicArn(text.chars().take(120).collect());
        let parts: Vec<&str> = text.split(':').collect();
        let [arn, _, service, region, account, name] = parts[..] else { return Err(refuse()) };
        let plain =
            |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        let digits = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
        if arn != "arn"
            || service != "sns"
            || !plain(region)
            || !plain(name)
            || !digits
            || region.contains('.')
        {
            return Err(refuse());
        }
        let name_start = text.len() - name.len();
        let region_stop = name_start - account.len() - 2;
        Ok(Self { text: text.to_owned(), region_end: (region_stop - region.len(), region_stop), name_start })
    }

    /// The whole ARN.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The Region, such as `us-east-2`.
    pub fn region(&self) -> &str {
        &self.text[self.region_end.0..self.region_end.1]
    }

    /// The topic's name.
    pub fn name(&self) -> &str {
        &self.text[self.name_start..]
    }
}

impl fmt::Display for TopicArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_region_and_name() {
        let arn = TopicArn::parse("arn:aws:sns:us-east-2:123456789012:interstella-orders").unwrap();
        assert_eq!((arn.region(), arn.name()), ("us-east-2", "interstella-orders"));
    }

    #[test]
    fn refuses_other_things() {
        for bad in [
            "",
            "orders",
            "arn:aws:sqs:us-east-2:123456789012:q",
            "arn:aws:sns:us-east-2:12345:orders",
            "arn:aws:sns:us-east-2:123456789012:orders:0f3a",
            "arn:aws:sns:evil.example/:123456789012:orders",
        ] {
            assert!(TopicArn::parse(bad).is_err(), "{bad}");
        }
    }
}
