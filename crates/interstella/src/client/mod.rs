//! A small AWS client, for the platform and the commands.
//!
//! In: operation names with their members. Out: answers, or the service's error. It goes by the wire only: whatever it knows of
//! the cloud's state it asks for, as any client would, and it would do the same at AWS (over plain HTTP).
//! Never here: knowledge of the cloud's own code, retries of what the service refused.

mod aws;
mod error;
mod http;
mod registry;
mod signature;
mod xml;

pub(crate) use aws::{Aws, JsonService, QueryService};
pub(crate) use error::AwsError;
pub(crate) use http::{Answer, Http, HttpError};
pub(crate) use registry::{Registry, RegistryError};
pub(crate) use xml::Element;
