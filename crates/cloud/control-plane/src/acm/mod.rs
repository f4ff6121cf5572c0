//! AWS Certificate Manager: certificates brought along with their private keys, and certificates asked for, for HTTPS listeners.
//!
//! In: typed inputs. Out: records and answers. Never here: private keys in answers, TLS, which certificate a client is shown, signing
//! (a request is intent; the loop `certificates` has the local authority issue it).
//!
//! Deliberately absent: validation by anyone, private authorities, export.

mod add_tags_to_certificate;
mod delete_certificate;
mod der;
mod describe_certificate;
mod find;
#[cfg(test)]
pub(crate) mod fixture;
mod get_certificate;
mod holding;
mod import_certificate;
mod list_certificates;
mod list_tags_for_certificate;
pub(crate) mod pem;
mod remove_tags_from_certificate;
mod renew_certificate;
mod request_certificate;
mod requested_names;
mod tags;
mod validation;
mod view;
pub(crate) mod x509;

use kernel::Entry;
use shapes::acm as op;

use crate::table::Lines;

/// The operations of Certificate Manager.
pub(crate) fn entries() -> Vec<Entry> {
    vec![
        Entry::write::<op::AddTagsToCertificate>(),
        Entry::write::<op::DeleteCertificate>(),
        Entry::read::<op::DescribeCertificate>(),
        Entry::read::<op::GetCertificate>(),
        Entry::write::<op::ImportCertificate>(),
        Entry::read::<op::ListCertificates>(),
        Entry::read::<op::ListTagsForCertificate>(),
        Entry::write::<op::RemoveTagsFromCertificate>(),
        Entry::write::<op::RenewCertificate>(),
        Entry::write::<op::RequestCertificate>(),
    ]
}
