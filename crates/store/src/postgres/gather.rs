//! Point reads of many callers, gathered into one statement.
//!
//! Whatever waits when a lane is free becomes one read, as appends become one group
//! ([`super::writer`]). Nobody waits for a read to fill; the busier the server is, the less
//! each answer costs it.
//!
//! INVARIANTS: every caller is answered within the deadline; what cannot be read back, or what
//! panics while it is read, fails those alone who asked for it, and never ends a lane.

use super::connect::late;
use crate::StoreError;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::time::timeout;

/// Reads under way at once, so that the next is on its way while an answer is read.
const LANES: usize = 2;

/// Questions of one read: bounds how long its first one waits for its last.
const MOST: usize = 128;

/// Questions that wait before callers have to wait to ask.
const QUEUE: usize = 4_096;

/// What answers many questions at once.
pub(super) trait Reader: Send + Sync + 'static {
    /// What is asked for.
    type Question: Clone + Send + Sync + 'static;
    /// What is found.
    type Answer: Send + 'static;

    /// The answers in the order of the questions, of which some may be the same.
    fn read(
        &self,
        questions: &[Self::Question],
    ) -> impl Future<Output = Result<Vec<Self::Answer>, StoreError>> + Send;
}

/// A caller who waits.
struct Waiting<R: Reader> {
    question: R::Question,
    answer: oneshot::Sender<Result<R::Answer, StoreError>>,
}

type Line<R> = Arc<Mutex<mpsc::Receiver<Waiting<R>>>>;

/// Where callers ask; the lanes end when it is dropped.
pub(super) struct Gather<R: Reader> {
    sender: mpsc::Sender<Waiting<R>>,
    deadline: Duration,
}

impl<R: Reader> Gather<R> {
    /// Starts the lanes.
    pub(super) fn start(reader: R, deadline: Duration) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let (reader, line) = (Arc::new(reader), Arc::new(Mutex::new(receiver)));
        for _ in 0..LANES {
            tokio::spawn(run(reader.clone(), line.clone()));
        }
        Self { sender, deadline }
    }

    /// Waits for the answer to one question.
    pub(super) async fn ask(&self, question: R::Question) -> Result<R::Answer, StoreError> {
        let asking = async {
            let (answer, answered) = oneshot::channel();
            let sent = self.sender.send(Waiting { question, answer }).await;
            sent.map_err(|_| StoreError::Closed)?;
            answered.await.unwrap_or(Err(StoreError::Closed))
        };
        timeout(self.deadline, asking).await.unwrap_or_else(|_| Err(late()))
    }
}

async fn run<R: Reader>(reader: Arc<R>, line: Line<R>) {
    while let Some(mut group) = next_group(&line).await {
        group.retain(|waiting| !waiting.answer.is_closed());
        if group.is_empty() {
            continue;
        }
        let questions = group.iter().map(|waiting| waiting.question.clone()).collect();
        match read(&reader, questions).await {
            Ok(answers) => {
                for (waiting, answer) in group.into_iter().zip(answers) {
                    // The caller may have given up.
                    let _ = waiting.answer.send(Ok(answer));
                }
            }
            Err(error) if group.len() > 1 && concerns_one(&error) => alone(&reader, group).await,
            Err(error) => {
                for waiting in group {
                    let _ = waiting.answer.send(Err(error.clone()));
                }
            }
        }
    }
}

/// In a task of its own, which may panic.
async fn read<R: Reader>(
    reader: &Arc<R>,
    questions: Vec<R::Question>,
) -> Result<Vec<R::Answer>, StoreError> {
    let reader = reader.clone();
    let reading = tokio::spawn(async move { reader.read(&questions).await });
    reading.await.unwrap_or_else(|_| Err(StoreError::database("a read ended with a panic")))
}

/// Waits for a question and takes all that wait with it.
async fn next_group<R: Reader>(line: &Line<R>) -> Option<Vec<Waiting<R>>> {
    let mut line = line.lock().await;
    let mut group = vec![line.recv().await?];
    while group.len() < MOST
        && let Ok(waiting) = line.try_recv()
    {
        group.push(waiting);
    }
    Some(group)
}

/// One after the other, because one of them asks for what cannot be read.
async fn alone<R: Reader>(reader: &Arc<R>, group: Vec<Waiting<R>>) {
    for waiting in group.into_iter().filter(|waiting| !waiting.answer.is_closed()) {
        let answers = read(reader, vec![waiting.question]).await;
        let answer = answers.and_then(|answers| {
            answers.into_iter().next().ok_or(StoreError::Misuse("a question without an answer"))
        });
        let _ = waiting.answer.send(answer);
    }
}

/// Whether the error comes from what was asked for rather than from the state of the database.
fn concerns_one(error: &StoreError) -> bool {
    matches!(error, StoreError::Unreadable { .. } | StoreError::Database(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    /// Doubles numbers, but some in its own way.
    struct Doubling;

    const PANICS: u32 = 7;
    const IS_SILENT: u32 = 13;

    impl Reader for Doubling {
        type Question = u32;
        type Answer = u32;

        async fn read(&self, numbers: &[u32]) -> Result<Vec<u32>, StoreError> {
            assert!(!numbers.contains(&PANICS), "what a test does on purpose");
            if numbers.contains(&IS_SILENT) {
                std::future::pending::<()>().await;
            }
            Ok(numbers.iter().map(|number| number * 2).collect())
        }
    }

    #[tokio::test]
    async fn a_read_that_panics_fails_the_one_who_asked_and_ends_no_lane() {
        let gather = Arc::new(Gather::start(Doubling, PATIENCE));
        // More panics than lanes, and others at the same time.
        let asked = (0..60u32).map(|i| (i % 10, gather.clone()));
        let asked = asked.map(|(n, gather)| tokio::spawn(async move { (n, gather.ask(n).await) }));
        for answered in asked.collect::<Vec<_>>() {
            match answered.await.expect("nobody else panics") {
                (PANICS, answer) => assert!(matches!(answer, Err(StoreError::Database(_)))),
                (number, answer) => assert_eq!(answer.expect("an answer"), number * 2),
            }
        }
    }

    #[tokio::test]
    async fn nobody_waits_longer_than_the_deadline() {
        let gather = Gather::start(Doubling, Duration::from_millis(20));
        let late = gather.ask(IS_SILENT).await;
        assert!(matches!(late, Err(StoreError::Unavailable(_))), "{late:?}");
    }
}
