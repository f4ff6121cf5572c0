//! DescribeTrustStores: nobody can make one here, so there is none to find; mutual authentication is refused where it is asked for.

use ledger::World;
use shapes::Error;
use shapes::elbv2::{DescribeTrustStores, DescribeTrustStoresInput, DescribeTrustStoresOutput, errors};

use super::listing;
use crate::Caller;
use crate::table::Read;

impl Read for DescribeTrustStores {
    fn read(
        _: &World,
        _: &mut Caller,
        input: DescribeTrustStoresInput,
    ) -> Result<DescribeTrustStoresOutput, Error> {
        let asked = listing::given(input.trust_store_arns).or_else(|| listing::given(input.names));
        if let Some(first) = asked.and_then(|asked| asked.into_iter().next()) {
            let text = format!("Trust store '{first}' not found");
            return Err(errors::trust_store_not_found_exception(text));
        }
        Ok(DescribeTrustStoresOutput { trust_stores: Some(vec![]), next_marker: None })
    }
}
