//! A call that never reached an operation. In: what was understood so far. Out: an answer. Never here: operations.

use shapes::{Error, OperationSchema, Protocol, ServiceSchema};

use crate::write::{Response, write_error, write_rest_error};

/// How services that speak REST spell errors; [`Protocol`] has no word for it, as none of them is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rest {
    /// the code in a header and in the body
    Json,
    /// `Error` within `ErrorResponse`
    Xml,
    /// `Error` alone, as S3 has it
    UnwrappedXml,
}

/// Why a request is no [`Call`](crate::Call), with what is known for spelling the answer.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// what the caller is told
    pub error: Box<Error>,
    /// how the caller spoke, as far as known
    pub protocol: Protocol,
    /// the service meant, if it was found
    pub service: Option<&'static ServiceSchema>,
    /// the operation meant, if it was found
    pub operation: Option<&'static OperationSchema>,
    /// the caller's service, which is not here, speaks REST; `protocol` is then the next of kin
    pub(crate) rest: Option<Rest>,
}

impl Refusal {
    pub(crate) fn new(error: Error, protocol: Protocol) -> Self {
        Self { error: Box::new(error), protocol, service: None, operation: None, rest: None }
    }

    pub(crate) fn of_service(self, service: &'static ServiceSchema) -> Self {
        Self { service: Some(service), ..self }
    }

    pub(crate) fn of_operation(
        error: Error,
        protocol: Protocol,
        operation: &'static OperationSchema,
    ) -> Self {
        Self { operation: Some(operation), ..Self::new(error, protocol).of_service(operation.service) }
    }

    /// The answer in the caller's protocol.
    pub fn write(&self, request_id: &str) -> Response {
        match self.rest {
            Some(rest) => write_rest_error(rest, request_id, &self.error),
            None => write_error(self.service, self.protocol, request_id, &self.error),
        }
    }
}
