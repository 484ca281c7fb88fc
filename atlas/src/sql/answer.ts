/** What a query returns. */
export interface Answer {
  columns: string[];
  rows: (string | number | null)[][];
}

/** Starts the engine, opens the published database, and returns the function that runs a query. */
export type OpenWarehouse = () => Promise<(query: string) => Promise<Answer>>;
