/** A route that is described by hand: what goes in, what comes out. */
export type Of<
  Answer,
  Body = undefined,
  Path = Record<never, never>,
  Query = Record<never, never>,
> = {
  path: Path;
  query: Query;
  body: Body;
  answer: Answer;
};

export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}
