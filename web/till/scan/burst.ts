/** Nobody types that fast, and scanners are faster. */
const MOST_MS_BETWEEN_KEYS = 45;
const FEWEST_KEYS = 6;

export interface Scanned {
  text: string;
  /** Keys of the burst that went into a field before anybody could know. */
  keys: number;
}

/**
 * Tells a keyboard-wedge scanner from fingers by its pace, wherever the cursor stands: a run of quick keys that
 * ends with Enter. One slow key starts the run anew.
 */
export class Burst {
  private text = '';
  private last = Number.NEGATIVE_INFINITY;

  /** Feed every key that goes down, with its moment in milliseconds. */
  key(key: string, at: number): Scanned | undefined {
    const isQuick = at - this.last <= MOST_MS_BETWEEN_KEYS;
    this.last = at;
    if (key === 'Enter') {
      const text = isQuick ? this.text : '';
      this.text = '';
      return text.length >= FEWEST_KEYS ? { text, keys: text.length } : undefined;
    }
    if ([...key].length === 1) this.text = isQuick ? this.text + key : key;
    // A scanner presses Shift for capitals; everything else is fingers.
    else if (key !== 'Shift') this.text = '';
    return undefined;
  }
}
