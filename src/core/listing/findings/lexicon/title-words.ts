import { claim, type Entry, fixedClaim, mask } from './mark.ts';

/** Title brands, odometer brands and the sale's terms. */
export const titleWords: readonly Entry[] = [
  claim(
    'title_salvage',
    'salvage, salvaged, salvage title|titles|certificate|certificates|history|vehicle|brand|branded|record, title salvage|salvaged, salvage branded? title, title is|status|brand|type? salvage, prior salvage',
  ),
  [
    { kind: 'claim', code: 'title_salvage', polarity: 'unknown' },
    'totaled, totalled, declared a? total loss, total loss',
  ],
  claim(
    'title_rebuilt',
    'rebuilt title|titles|salvage|vehicle|brand|history, reconstructed title|vehicle, reconstructed, title rebuilt|reconstructed|restored, title is|status|brand|type? rebuilt|reconstructed, restored salvage|title, prior salvage rebuilt, rebuilt from salvage, rebuilt or salvage, salvage rebuilt, now rebuilt, a rebuilt',
  ),
  claim(
    'title_flood',
    'flood title|brand|branded|history|vehicle|car|truck|salvage, flood damage|damaged title, water damage title, title flood|water, title is|status|brand|type? flood, flood water title',
  ),
  claim(
    'title_lemon',
    'lemon law, lemon law buyback|return|vehicle|title|history, lemon title|history|buyback|brand, manufacturer|manufacturers|factory buyback|buy, manufacturer buy back, lemon buy back, title lemon, title is|status|brand|type? lemon, buyback title',
  ),
  claim(
    'title_parts_only',
    'parts only title|certificate, junk title|certificate|slip, certificate of destruction|dismantling, non repairable|rebuildable, nonrepairable, nonrebuildable, nonrepairable certificate|title, non repairable certificate|title, title parts only, destruction certificate|title, dismantlers certificate, scrap title, title is|status|brand|type? junk|nonrepairable|scrap',
  ),
  fixedClaim(
    'title_bill_of_sale_only',
    'bill of sale only, only a bill of sale, sold with a? bill of sale, on a? bill of sale, bill of sale no title, no title, no titles, no title available|included|comes, without a? title, title no title, does not have a? title, do not have a? title, does not come with a? title, title is? missing|lost, cannot be titled, can not be titled, title not available|included, missing title, lost title, no paperwork, lien sale paperwork|papers, bos only, title none, title no, title not present, title absent|unavailable',
  ),
  mask(
    'sold with a? bill of sale and has? a? title, no title issue|issues|problem|problems|transfer|fee|fees|work|brand|brands|delay|jumping|check, bill of sale not title, sold with title and? bill of sale, title no later, title not be|later, no title until, no title will be? released|given|mailed, with no title issues|issue',
  ),
  mask(
    'salvage yard|yards|auction|auctions|pool|company|dealer|dealers|buyers|value|operations|operation|license|licensed|rights, rebuilt engine|motor|transmission|trans|carb|carburetor|alternator|starter|pump|title loan, rebuilt hydraulic|hydraulics|differential|front|rear|injectors|turbo, a rebuilt engine|motor|transmission|trans|alternator|starter, flood light|lights|lamp|lamps|floodlight, flood lighting, title issue|issues|problem|problems resolved|fixed|cleared, lemon yellow|lime|scent|scented',
  ),
  [
    { kind: 'clean_title' },
    'clean title, clear title, clean and? clear title, clean _ title, clear _ title, title clean, title clear, title is|status clean|clear, title in hand clean, clean blue? title, brands none, clean and free title, title status? clean and clear, good title, free and clear title',
  ],
  mask('title in hand, branded title no|none, title brand|brands no|none'),
  claim(
    'odometer_not_actual',
    'tmu, actual mileage|miles is|are? unknown, true mileage|miles unknown, true mileage is unknown, not actual, not actual mileage|miles, not the actual mileage|miles, not be the? actual, odometer rollback|rolled|tampered|altered|replaced|changed|discrepancy, odometer not actual|accurate|correct, odometer discrepancy, mileage discrepancy|inconsistent, mileage not actual|accurate|correct, exceeds mechanical limits, in excess of mechanical limits, odometer was|has? been? replaced, cluster was|has? been? replaced|swapped, instrument cluster replaced|swapped, odometer has? rolled over?, may have rolled over, believed to be inaccurate|incorrect|wrong, odometer inaccurate|inoperative|stopped, mileage inaccurate, mileage shown is not actual|correct',
  ),
  fixedClaim(
    'odometer_not_actual',
    'actual miles|mileage, miles are? actual|accurate, mileage is? actual|accurate, odometer is? actual|accurate, odometer brand? actual, true miles',
    'absent',
  ),
  fixedClaim(
    'odometer_not_actual',
    'actual mileage|miles may, actual mileage may be, odometer is? digital? and? cannot be read, mileage not verified, miles not verified, odometer not verified, 5|five digit odometer, no mileage available|shown|provided, mileage not available|shown|provided, cannot provide the? mileage|miles, unable to provide|verify|read|determine the? mileage|miles|odometer, mileage|miles|odometer does|do not show|display, mileage|odometer doesnt show, unable to obtain|get the? mileage|miles, cannot read|verify|determine the? mileage|miles|odometer, high miles but i? do not have _ number',
    'unknown',
  ),
  claim(
    'odometer_exempt',
    'mileage exempt, miles exempt, odometer exempt, exempt mileage|odometer, odometer is exempt, mileage is exempt, exempt from odometer|mileage, odometer brand? exempt',
  ),
  mask(
    'not actual photo|photos|picture|pictures|item|color|size|weight|cost|hours, as to actual hours|miles|mileage, as to actual hours miles, not actual cash',
  ),
  claim('as_is', 'as is, as is where is, where is as is, as is and where is, where is, sold as is'),
  claim(
    'parts_vehicle',
    'parts only, for parts, for parts only, good for parts only?, parts vehicle|car|truck|unit|donor, as a parts vehicle|car|truck, parts or repair, parts not running, sold for dismantling|scrap, scrap only, for scrap, deemed junk, mechanics special, used for parts',
  ),
  mask(
    'looking for parts, pay for parts, responsible for parts, call for parts, wait|waiting for parts, used for parts delivery|running|hauling|runs|and, parts only warranty, available for parts, ask for parts',
  ),
];
