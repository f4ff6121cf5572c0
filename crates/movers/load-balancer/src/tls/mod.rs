//! TLS towards clients and targets. In: certificates, security policies, client hellos. Out: encrypted streams and what was
//! agreed on. Deliberately absent: mutual TLS, TLS 1.0 and 1.1, CBC and RSA key exchange (the library has none), OCSP.

mod certificate;
mod door;
mod names;
mod policy;
mod shelf;
mod target;

pub use certificate::{Certificate, CertificateError, TlsSettings};
pub(crate) use door::{Door, Secured, agreed, greet};
pub use policy::{SecurityPolicy, TlsVersion};
pub use shelf::CertificateShelf;
pub(crate) use target::{connect, connect_h2};
