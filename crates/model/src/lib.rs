//! The shared words of Tessera: ids, amounts, time, baskets, activities in, events out, reason codes.
