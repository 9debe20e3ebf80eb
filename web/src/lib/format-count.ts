const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const formatCount = (count: number): string => grouped.format(count);

/** `142,000 mi` */
export const formatMiles = (odometerMiles: number): string => `${grouped.format(odometerMiles)} mi`;

/** `1 bid`, `7 bids` */
export const formatPlural = (count: number, one: string, many = `${one}s`): string =>
  `${grouped.format(count)} ${count === 1 ? one : many}`;
