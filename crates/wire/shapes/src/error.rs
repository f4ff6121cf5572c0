//! What an operation answers when it refuses. In: a code and words. Out: an [`Error`] the wire can spell in every
//! protocol. Never here: envelopes, logging.

use std::{borrow::Cow, fmt};

use crate::{Document, ErrorSchema, IntoDocument, OperationSchema, document::put, schema::Protocol};

/// Who is to blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// the caller (4xx)
    Sender,
    /// the service (5xx)
    Receiver,
}

/// A refusal as AWS clients understand it.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// code on the service's own protocol: `__type` in JSON, `Code` in Query and EC2
    pub code: Cow<'static, str>,
    /// words for the user
    pub message: String,
    /// HTTP status
    pub status: u16,
    /// who is to blame
    pub fault: Fault,
    /// `Code` in Query answers where it differs from `code`
    pub query_code: Option<Cow<'static, str>>,
    /// further members of the exception, in order
    pub members: Vec<(Cow<'static, str>, Document)>,
}

impl Error {
    /// A sender fault, status 400, with any code.
    pub fn sender(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
            status: 400,
            fault: Fault::Sender,
            query_code: None,
            members: Vec::new(),
        }
    }

    /// A modelled exception; normally called through `shapes::<service>::errors`.
    pub fn modelled(schema: &'static ErrorSchema, message: impl Into<String>) -> Self {
        let query_code = (schema.code != schema.name).then_some(Cow::Borrowed(schema.code));
        let error = Self::sender(schema.name, message);
        Self { status: schema.status, fault: schema.fault, query_code, ..error }
    }

    /// The input breaks a rule of the API: `ValidationException`, or `ValidationError` in Query answers.
    pub fn validation(message: impl Into<String>) -> Self {
        let error = Self::sender("ValidationException", message);
        Self { query_code: Some(Cow::Borrowed("ValidationError")), ..error }
    }

    /// The operation is not part of this product: `NotImplemented`, 501.
    pub fn not_implemented(service: &str, operation: &str) -> Self {
        let message = format!("{service} {operation} is not in this product; see SCOPE.md");
        Self { status: 501, ..Self::sender("NotImplemented", message) }
    }

    /// Our own fault: `InternalFailure`, 500.
    pub fn internal(message: impl Into<String>) -> Self {
        Self { status: 500, fault: Fault::Receiver, ..Self::sender("InternalFailure", message) }
    }

    /// It cannot be done now and may be tried again: `ServiceUnavailable`, 503.
    pub fn unavailable(message: impl Into<String>) -> Self {
        Self { status: 503, fault: Fault::Receiver, ..Self::sender("ServiceUnavailable", message) }
    }

    /// The same error with another HTTP status.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The same error with one more member of the exception's shape.
    #[must_use]
    pub fn with_member(mut self, name: &'static str, value: impl IntoDocument) -> Self {
        put(&mut self.members, name, value);
        self
    }

    /// The code a client of `protocol` is shown.
    pub fn code_for(&self, protocol: Protocol) -> &str {
        match (protocol, &self.query_code) {
            (Protocol::Query | Protocol::Ec2, Some(code)) => code,
            _ => &self.code,
        }
    }

    /// Whether the model lists this error for `operation`.
    pub fn is_modelled_for(&self, operation: &OperationSchema) -> bool {
        operation.errors.iter().any(|schema| schema.name == self.code)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Error {}
