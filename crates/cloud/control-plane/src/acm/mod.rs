//! AWS Certificate Manager: certificates brought along, with their private keys, for HTTPS listeners.
//!
//! In: typed inputs. Out: records and answers. Never here: private keys in answers, TLS, which certificate a client is shown.
//!
//! Deliberately absent: certificates issued or renewed by AWS, private authorities, export.

mod add_tags_to_certificate;
mod delete_certificate;
mod der;
mod describe_certificate;
mod find;
#[cfg(test)]
pub(crate) mod fixture;
mod get_certificate;
mod import_certificate;
mod list_certificates;
mod list_tags_for_certificate;
mod pem;
mod remove_tags_from_certificate;
mod tags;
mod view;
mod x509;

use shapes::acm as op;

use crate::table::Entry;

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
    ]
}
