//! A bounded byte queue between a socket and its reader. In: bytes written to the free space. Out: bytes in order.
//! Never done here: I/O, growing past the bound.

/// Bytes received and not yet used, kept contiguous.
#[derive(Debug)]
pub(crate) struct Inbox {
    data: Vec<u8>,
    start: usize,
    end: usize,
    most: usize,
}

impl Inbox {
    /// A queue that starts at `first` bytes of room and never holds more than `most`.
    pub(crate) fn new(first: usize, most: usize) -> Self {
        Self { data: vec![0; first.min(most)], start: 0, end: 0, most }
    }

    pub(crate) fn holding(bytes: &[u8], first: usize, most: usize) -> Self {
        let mut inbox = Self::new(first.max(bytes.len()), most.max(bytes.len()));
        inbox.data[..bytes.len()].copy_from_slice(bytes);
        inbox.end = bytes.len();
        inbox
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.data[self.start..self.end]
    }

    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.start == self.end
    }

    pub(crate) fn is_full(&self) -> bool {
        self.len() >= self.most
    }

    /// Forgets the first `count` bytes (all of them when there are fewer).
    pub(crate) fn consume(&mut self, count: usize) {
        self.start += count.min(self.len());
        if self.is_empty() {
            self.clear();
        }
    }

    pub(crate) fn clear(&mut self) {
        self.start = 0;
        self.end = 0;
    }

    /// Free space after the last byte; empty only when the queue is full.
    pub(crate) fn space(&mut self) -> &mut [u8] {
        if self.end == self.data.len() && self.start > 0 {
            self.data.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.data.len() && self.end < self.most {
            let grown = (self.data.len() * 2).max(512).min(self.most);
            self.data.resize(grown, 0);
        }
        &mut self.data[self.end..]
    }

    /// Says that `count` bytes were put into [`Self::space`].
    pub(crate) fn filled(&mut self, count: usize) {
        self.end = (self.end + count).min(self.data.len());
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keeps_order_and_bound(steps in proptest::collection::vec((0usize..40, 0usize..40), 1..60)) {
            let (mut inbox, mut next_in, mut next_out) = (Inbox::new(4, 64), 0u8, 0u8);
            for (add, take) in steps {
                let space = inbox.space();
                let count = add.min(space.len());
                for slot in &mut space[..count] {
                    *slot = next_in;
                    next_in = next_in.wrapping_add(1);
                }
                inbox.filled(count);
                prop_assert!(inbox.len() <= 64);
                let take = take.min(inbox.len());
                for byte in &inbox.bytes()[..take] {
                    prop_assert_eq!(*byte, next_out);
                    next_out = next_out.wrapping_add(1);
                }
                inbox.consume(take);
            }
        }

        #[test]
        fn a_queue_with_room_always_offers_space(first in 0usize..8, rounds in 1usize..20) {
            let mut inbox = Inbox::new(first, 64);
            for _ in 0..rounds {
                if !inbox.is_full() {
                    prop_assert!(!inbox.space().is_empty());
                    inbox.filled(1);
                }
            }
        }
    }
}
