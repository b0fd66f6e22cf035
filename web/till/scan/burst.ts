/** A pause that ends a run of keys, and the pace of the whole run that no fingers reach. */
const PAUSE_MS = 150;
const MOST_MS_PER_KEY = 50;
const FEWEST_KEYS = 6;

export interface Scanned {
  text: string;
}

/**
 * Tells a keyboard-wedge scanner from fingers by its pace, wherever the cursor stands: a run of quick keys that
 * ends with Enter. The pace is that of the whole run, because a busy device delays single keys.
 */
export class Burst {
  private text = '';
  private start = 0;
  private last = Number.NEGATIVE_INFINITY;

  /** Feed every key that goes down, with its moment in milliseconds. */
  key(key: string, at: number): Scanned | undefined {
    const goesOn = at - this.last <= PAUSE_MS;
    this.last = at;
    if (key === 'Enter') {
      const { text } = this;
      this.text = '';
      const isQuick = at - this.start <= MOST_MS_PER_KEY * text.length;
      return goesOn && isQuick && text.length >= FEWEST_KEYS ? { text } : undefined;
    }
    if ([...key].length === 1) {
      if (!goesOn || this.text === '') this.start = at;
      this.text = goesOn ? this.text + key : key;
    } else if (key !== 'Shift') {
      // A scanner presses Shift for capitals; everything else is fingers.
      this.text = '';
    }
    return undefined;
  }
}
