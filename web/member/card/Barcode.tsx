import { modulesOf } from './ean13';

/** The quiet zones to the left and right that readers need, in modules. */
const QUIET = { left: 11, right: 7 };

export function Barcode({ digits }: { digits: string }) {
  const modules = modulesOf(digits);
  if (!modules) return <p className="figures barcode-text">{digits}</p>;
  const bars = [...modules.matchAll(/1+/g)].map(({ index, 0: run }) => (
    <rect key={index} x={QUIET.left + index} width={run.length} height="60" />
  ));
  return (
    <figure className="barcode">
      <svg
        viewBox={`0 0 ${QUIET.left + modules.length + QUIET.right} 60`}
        preserveAspectRatio="none"
        aria-hidden="true"
        shapeRendering="crispEdges"
      >
        {bars}
      </svg>
      <figcaption className="figures">{spaced(digits)}</figcaption>
    </figure>
  );
}

const spaced = (digits: string) => digits.replace(/^(\d)(\d{6})(\d{6})$/, '$1 $2 $3');
