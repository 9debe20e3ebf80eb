import type { LemonInputs, LemonSubject } from './lemon-subject.ts';

const houseNames: Readonly<Record<string, string>> = {
  manheim: 'sold at Manheim',
  adesa: 'sold at ADESA',
  other: 'sold at a smaller dealer auction',
};

/** What a driver is called on the deal page, such as "141,200 miles" or "a Ford". */
export function describeInput(name: keyof LemonInputs, subject: LemonSubject, inputs: LemonInputs): string {
  switch (name) {
    case 'ageYears': {
      const years = Math.max(0, Math.round(inputs.ageYears ?? 0));
      return years === 1 ? '1 year old' : `${years} years old`;
    }
    case 'odometerMiles':
      return `${groupThousands(inputs.odometerMiles ?? 0)} miles`;
    case 'makeGroup':
      return `made by ${subject.make ?? inputs.makeGroup}`;
    case 'sizeClass':
      return (subject.segment ?? inputs.sizeClass ?? '').replaceAll('_', ' ');
    case 'stateGroup':
      return `bought in ${subject.state ?? 'another state'}`;
    case 'auctionHouse':
      return houseNames[inputs.auctionHouse ?? ''] ?? 'sold at auction';
    case 'wholesaleValueCentsOf2010':
      return `worth $${groupThousands((inputs.wholesaleValueCentsOf2010 ?? 0) / 100)} in 2010 money`;
    case 'priceToValue':
      return `bought at ${Math.round(100 * (inputs.priceToValue ?? 0))} % of its value`;
  }
}

/** Faster than `toLocaleString`, and the same on every machine. */
const groupThousands = (amount: number): string =>
  Math.round(amount)
    .toString()
    .replace(/\B(?=(?:\d{3})+$)/g, ',');
