//! What went wrong with a call to an AWS service. In: the answer. Out: code and message. Never here: what to do about it.

use std::fmt;

use super::Answer;
use super::http::HttpError;
use super::xml::Element;

/// Why a call did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AwsError {
    /// The service said no.
    Refused {
        /// For example `ecs CreateService`.
        call: String,
        /// For example `ClusterNotFoundException`.
        code: String,
        message: String,
    },
    /// There was no answer.
    Http { call: String, error: HttpError },
    /// There was an answer, but not one of that service.
    Unreadable { call: String, why: String },
}

impl AwsError {
    /// Whether the service refused with this code.
    pub(crate) fn is(&self, wanted: &str) -> bool {
        matches!(self, Self::Refused { code, .. } if code == wanted)
    }

    /// The error in an answer of a service that speaks JSON.
    pub(crate) fn of_json(call: String, answer: &Answer) -> Self {
        let Ok(body) = serde_json::from_slice::<serde_json::Value>(&answer.body) else {
            return Self::unreadable(call, answer);
        };
        let word = |name: &str| body.get(name).and_then(|value| value.as_str()).map(str::to_owned);
        let Some(code) = word("__type").or_else(|| word("code")) else {
            return Self::unreadable(call, answer);
        };
        // Older services write a namespace before the name.
        let code = code.rsplit('#').next().unwrap_or_default().to_owned();
        Self::Refused { call, code, message: word("message").or_else(|| word("Message")).unwrap_or_default() }
    }

    /// The error in an answer of a service that speaks XML.
    pub(crate) fn of_xml(call: String, answer: &Answer) -> Self {
        let parsed = std::str::from_utf8(&answer.body).ok().and_then(|text| Element::parse(text).ok());
        let error = parsed.as_ref().and_then(|root| root.at("Error").or_else(|| root.at("Errors/Error")));
        match error {
            Some(error) => {
                let word = |name: &str| error.text_at(name).unwrap_or_default().to_owned();
                Self::Refused { call, code: word("Code"), message: word("Message") }
            }
            None => Self::unreadable(call, answer),
        }
    }

    fn unreadable(call: String, answer: &Answer) -> Self {
        let start: String = String::from_utf8_lossy(&answer.body).chars().take(200).collect();
        Self::Unreadable { call, why: format!("status {}: {start}", answer.status) }
    }
}

impl fmt::Display for AwsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { call, code, message } => write!(f, "{call}: {code}: {message}"),
            Self::Http { call, error } => write!(f, "{call}: {error}"),
            Self::Unreadable { call, why } => write!(f, "{call}: the answer makes no sense: {why}"),
        }
    }
}

impl std::error::Error for AwsError {}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use http::StatusCode;

    fn answer(body: &'static str) -> Answer {
        Answer { status: StatusCode::BAD_REQUEST, headers: Default::default(), body: body.into() }
    }

    #[test]
    fn codes_are_found_in_both_languages() {
        let json = r#"{"__type":"com.amazonaws.dynamodb#ResourceInUseException","message":"there"}"#;
        let error = AwsError::of_json("dynamodb CreateTable".into(), &answer(json));
        assert!(error.is("ResourceInUseException"));
        assert_eq!(error.to_string(), "dynamodb CreateTable: ResourceInUseException: there");
        let query =
            "<ErrorResponse><Error><Code>NotFound</Code><Message>no</Message></Error></ErrorResponse>";
        assert!(AwsError::of_xml("sns".into(), &answer(query)).is("NotFound"));
        let ec2 = "<Response><Errors><Error><Code>MissingParameter</Code></Error></Errors></Response>";
        assert!(AwsError::of_xml("ec2".into(), &answer(ec2)).is("MissingParameter"));
        assert!(matches!(AwsError::of_xml("x".into(), &answer("bad gateway")), AwsError::Unreadable { .. }));
    }
}
