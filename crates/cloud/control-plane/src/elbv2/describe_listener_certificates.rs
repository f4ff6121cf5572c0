//! DescribeListenerCertificates: the default one first; it comes twice when it is also among those chosen by host name.

use ledger::World;
use shapes::Error;
use shapes::elbv2::{
    DescribeListenerCertificates, DescribeListenerCertificatesInput, DescribeListenerCertificatesOutput,
};

use super::{find, listener_tls, listing};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeListenerCertificates {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeListenerCertificatesInput,
    ) -> Result<DescribeListenerCertificatesOutput, Error> {
        let listener = find::listener(world, &caller.scope, &input.listener_arn)?;
        let arns: Vec<&str> = listener.tls.iter().flat_map(|tls| tls.arns()).collect();
        let key = |(at, _): &(usize, &str)| format!("{at:04}");
        let page = listing::cut(arns.into_iter().enumerate(), key, input.marker.as_deref(), input.page_size)?;
        let shown = page.items.into_iter().map(|(at, arn)| listener_tls::write(arn, Some(at == 0)));
        Ok(DescribeListenerCertificatesOutput { certificates: Some(shown.collect()), next_marker: page.next })
    }
}
