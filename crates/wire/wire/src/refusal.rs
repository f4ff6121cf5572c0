//! A call that never reached an operation. In: what was understood so far. Out: an answer. Never here: operations.

use shapes::{Error, OperationSchema, Protocol, ServiceSchema};

use crate::write::{Response, write_error, write_unwrapped_error};

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
    /// the caller's service, which is not here, is S3, or spells errors as S3 does
    pub(crate) unwrapped: bool,
}

impl Refusal {
    pub(crate) fn new(error: Error, protocol: Protocol) -> Self {
        Self { error: Box::new(error), protocol, service: None, operation: None, unwrapped: false }
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
        let mut answer = match self.unwrapped {
            true => write_unwrapped_error(request_id, &self.error),
            false => write_error(self.service, self.operation, self.protocol, request_id, &self.error),
        };
        if self.unwrapped || self.service.is_some_and(|service| service.name == "s3") {
            // botocore asks before it sends the body of an object (`Expect`); answered at once, it misreads the next answer there.
            answer.headers.push(("connection".into(), "close".to_owned()));
        }
        answer
    }
}
