//! A body that arrives when the test says so.

use axum::body::Bytes;
use http_body::Frame;
use serde_json::Value;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::oneshot;

/// The key to the body.
pub(crate) struct Held(oneshot::Sender<()>);

impl Held {
    /// The body arrives.
    pub(crate) fn let_go(self) {
        // Nobody may be waiting any more.
        let _ = self.0.send(());
    }
}

/// A body that does not arrive yet.
pub(crate) struct LateBody {
    freed: oneshot::Receiver<()>,
    rest: Option<Bytes>,
}

/// Holds a body back.
pub(crate) fn hold(value: Value) -> (Held, LateBody) {
    let (sender, freed) = oneshot::channel();
    (Held(sender), LateBody { freed, rest: Some(value.to_string().into()) })
}

impl http_body::Body for LateBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_none() {
            return Poll::Ready(None);
        }
        match Pin::new(&mut self.freed).poll(context) {
            Poll::Ready(_) => Poll::Ready(self.rest.take().map(|bytes| Ok(Frame::data(bytes)))),
            Poll::Pending => Poll::Pending,
        }
    }
}
