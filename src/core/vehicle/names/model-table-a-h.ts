import type { Segment } from '../vehicle.ts';

/**
 * Models by make and segment: `Name=alias,alias; Name; …`. Aliases are compact keys (letters and digits alone).
 * Put together from the makes and models of the public auction sales, dealers' and private asking prices,
 * EPA's fuel-economy list and NHTSA's vPIC; the segment is the one in which the model's price behaves.
 * Longest match wins, so `Grand Cherokee` is found before `Cherokee`. Cab, drive and trim words never belong here.
 */
export const modelsAToHonda: Readonly<Record<string, Partial<Record<Segment, string>>>> = {
  Acura: {
    luxury_car: 'TL; TLX; TSX; RL; RLX; ILX; CL; Legend; Vigor; TSX Sport Wagon',
    compact_car: 'Integra; RSX',
    luxury_suv: 'MDX; RDX; ZDX; SLX; ADX',
    sports_car: 'NSX',
  },
  'Alfa Romeo': {
    luxury_car: 'Giulia; 164',
    luxury_suv: 'Stelvio; Tonale',
    sports_car: '4C; Spider; GTV6; Milano',
  },
  'AM General': { other: 'Hummer; HMMWV=humvee' },
  'Aston Martin': {
    sports_car: 'DB7; DB9; DB11; DB12; DBS; Vantage=v8vantage,v12vantage; Vanquish; Rapide; Virage',
    luxury_suv: 'DBX',
  },
  Audi: {
    luxury_car:
      'A3; A4; A5; A6; A7; A8; S3; S4; S5; S6; S7; S8; RS3; RS4; RS5; RS6; RS7; Allroad=allroadquattro,a4allroad,a6allroad; e-tron GT; RS e-tron GT; Cabriolet; 80; 90; 100; 200; 5000; V8 Quattro; A6 e-tron; S6 e-tron',
    luxury_suv:
      'Q3; Q4 e-tron; Q5; Q6 e-tron; Q7; Q8; Q8 e-tron; SQ5; SQ7; SQ8; RS Q8; e-tron=etronsportback; e-tron S',
    sports_car: 'TT; TTS; TT RS; R8; RS5=s5rs5',
  },
  Bentley: {
    luxury_car:
      'Continental=continentalgt,continentalgtc,continentalflyingspur,continentalgtspeed,continentalsupersports; Flying Spur; Mulsanne; Arnage; Azure; Brooklands',
    luxury_suv: 'Bentayga',
  },
  BMW: {
    luxury_car:
      '1 Series; 2 Series; 3 Series; 4 Series; 5 Series; 6 Series; 7 Series=alpinab7,alpina; 8 Series; M2; M3; M4; M5; M6; M8; i3; i4; i5; i7; 1 Series M; L6; L7',
    luxury_suv: 'X1; X2; X3; X4; X5; X6; X7; X3 M; X4 M; X5 M; X6 M; XM; iX',
    sports_car: 'Z3; Z4; Z8; i8; M',
  },
  Buick: {
    fullsize_car: 'LeSabre; Lucerne; Park Avenue; Roadmaster; Electra; LaCrosse=allure',
    midsize_car: 'Century; Regal=regaltourx,regalsportback; Skylark; Verano; Somerset; Skyhawk',
    sports_car: 'Cascada; Riviera; Reatta',
    small_suv: 'Encore; Encore GX; Envista; Envision',
    midsize_suv: 'Enclave; Rendezvous; Rainier',
    minivan: 'Terraza',
  },
  Cadillac: {
    luxury_car:
      'CTS; CTS-V; ATS; ATS-V; STS; DTS; XTS; CT4; CT5; CT6; DeVille=sedandeville,coupedeville; Seville; Eldorado; ELR; Fleetwood=fleetwoodbrougham; Brougham; Catera; Cimarron; Celestiq; Limousine; Hearse',
    luxury_suv:
      'SRX; XT4; XT5; XT6; Escalade; Escalade ESV; Escalade EXT; Escalade IQ; Escalade IQL; Lyriq; Optiq; Vistiq',
    sports_car: 'XLR; Allante',
  },
  Chevrolet: {
    compact_car:
      'Cobalt; Cruze=cruzelimited; Aveo=aveo5; Sonic; Spark; Cavalier; Prizm; Metro; Chevette; Nova; Volt; Bolt EV=bolt; Optra; Beretta; Corsica; Spectrum; Sprint',
    midsize_car:
      'Malibu=malibumaxx,malibuclassic,malibulimited,malibuhybrid; Lumina; Celebrity; Citation; HHR',
    fullsize_car:
      'Impala=impalalimited,impalapolice; Caprice=capriceclassic,caprice ppv,capriceppv; SS; Monte Carlo',
    sports_car: 'Camaro; Corvette=corvettestingray,corvettegrandsport,corvettez06; SSR',
    small_suv: 'Equinox; Equinox EV; Trax; Captiva=captivasport; Tracker; Bolt EUV; Blazer EV',
    midsize_suv:
      'Traverse=traverselimited; Blazer; TrailBlazer=trailblazerext; S-10 Blazer=s10blazer; K5 Blazer=k5',
    fullsize_suv:
      'Tahoe=tahoehybrid,tahoelimitedz71,tahoeppv,tahoessv,tahoepolice,tahoeppvssv,tahoespecialservice; Suburban=suburban1500,suburban2500,c1500suburban,k1500suburban',
    compact_pickup: 'Colorado; S-10=s10,s10pickup,s10truck; Luv; El Camino',
    fullsize_pickup:
      'Silverado 1500=1500,silverado1500hd,silverado1500classic,silverado1500ld,silverado1500limited,silverado1500hybrid,silveradoc1500,silveradok1500,silveradolimited,silveradold,silveradoclassic; Avalanche=avalanche1500,avalanche2500; C/K 1500=c1500,k1500,ck1500series,ck1500pickup,pickup1500,r10,v10,r1500,v1500,c10,k10,ck10,1500pickup; Silverado EV',
    heavy_pickup:
      'Silverado 2500HD=2500,2500hd,silverado2500,silverado2500classic,silverado2500hdclassic,silveradoc2500hd,silveradok2500hd,silveradoc2500,silveradok2500,silverado2500heavyduty; Silverado 3500HD=3500,3500hd,silverado3500,silverado3500classic,silverado3500hdclassic,silveradoc3500,silveradok3500,silverado3500hdcc; C/K 2500=c2500,k2500,ck2500series,pickup2500,c20,k20,ck20,r20,v20; C/K 3500=c3500,k3500,ck3500series,c30,k30,ck30,d30,r30,v30; Silverado 4500HD=4500hd,silverado4500; Silverado 5500HD=5500hd,silverado5500; Silverado 6500HD=silverado6500',
    minivan: 'Uplander; Venture; Astro=astrocargo,astrovan; Lumina APV',
    cargo_van:
      'Express=expresscargo,g1500,g2500,g3500,express1500,express2500,express3500,2500express,3500express,1500express,chevyvan,chevyexpress,expresscutaway,expresspassenger,expressvan,expressg1500,expressg2500,expressg3500,expressg250,expressg350,cutaway; G-Series=g10,g20,g30,gvan,sportvan,beauville; City Express; P30=stepvan',
    other:
      'Kodiak=c4500,c5500,c6500,c7500,c8500,c4e042,c5e042,c6e042,c7e042; LCF=lcf4500,w4500,w3500; Titan II',
  },
  Chrysler: {
    fullsize_car: '300=300c,300s; 300M; Concorde; LHS; New Yorker; Fifth Avenue; Imperial',
    midsize_car: '200; Sebring; Cirrus; LeBaron',
    compact_car: 'PT Cruiser',
    sports_car: 'Crossfire; Prowler',
    minivan: 'Town & Country=town,townandcntry,towncountry,townampcountry; Voyager; Grand Voyager',
    midsize_suv: 'Pacifica; Aspen',
  },
  Daewoo: { compact_car: 'Lanos; Nubira; Leganza' },
  Dodge: {
    compact_car: 'Caliber; Dart; Neon; Omni; Shadow; Colt; Aries; Attitude',
    midsize_car: 'Avenger; Stratus; Spirit; Dynasty; Lancer; 600',
    fullsize_car: 'Charger=chargerpursuit,chargerpolice; Magnum; Intrepid; Monaco; Diplomat',
    sports_car: 'Challenger; Viper; Stealth; Daytona',
    small_suv: 'Nitro; Hornet',
    midsize_suv: 'Journey; Durango; Raider; Ramcharger',
    minivan: 'Grand Caravan; Caravan=caravancargo; Mini Ram',
    compact_pickup: 'Dakota; Rampage; Ram 50=powerram50',
    cargo_van:
      'Sprinter=sprintercargo,sprinter2500,sprinter3500; Ram Van=ramvan1500,ramvan2500,ramvan3500,b150,b250,b350,b1500,b2500,b3500,ramwagon',
    heavy_pickup: 'Power Wagon',
  },
  Ram: {
    fullsize_pickup:
      '1500=ram1500,rampickup1500,ram1500pickup,ram1500classic,1500classic,ram1500truck,pickup1500,d150,w150,d100,ramsrt10,ramsrt10',
    heavy_pickup:
      '2500=ram2500,rampickup2500,ram2500pickup,d250,w250,pickup2500; 3500=ram3500,rampickup3500,ram3500pickup,d350,w350,pickup3500; 4500=ram4500,ram4500hd; 5500=ram5500,ram5500hd',
    compact_pickup: 'Dakota',
    minivan: 'C/V=cvcargovan,cvtradesman,cargovan',
    cargo_van:
      'ProMaster=promaster1500,promaster2500,promaster3500,promastercargo; ProMaster City; ProMaster EV=promasterev',
  },
  Eagle: { compact_car: 'Summit; Talon; Vision; Premier; Medallion' },
  Ferrari: {
    sports_car:
      'California=californiat; 360=360modena,360spider; 430=f430; 458=458italia,458spider; 488=488gtb,488spider; 599=599gtb; 612=612scaglietti; F12=f12berlinetta; F8; FF; Roma; Portofino=portofinom; Testarossa; 308; 328; 348; F355=355; 456=456m; 550; 575M; 812; 296; SF90; GTC4Lusso=gtc4lusso',
    luxury_suv: 'Purosangue',
  },
  Fiat: { compact_car: '500=500c,500abarth; 500e; 500L; 500X', sports_car: '124 Spider; Spider 2000; X1/9' },
  Fisker: { luxury_car: 'Karma', midsize_suv: 'Ocean' },
  Ford: {
    compact_car:
      'Focus=focusst,focusrs,focuselectric; Fiesta=fiestast; Escort; Aspire; Festiva; Tempo; C-Max=cmaxhybrid,cmaxenergi; ZX2',
    midsize_car: 'Fusion=fusionhybrid,fusionenergi; Contour; Granada; Fairmont',
    fullsize_car:
      'Taurus=policeinterceptorsedan,interceptorsedan; Five Hundred; Crown Victoria=crown,crownvic,cvpi,crownvictoriapoliceinterceptor,crownvictoriapolice; LTD; LTD Crown Victoria',
    sports_car:
      'Mustang=mustangsvtcobra,shelbygt500,shelbygt350,mustangshelby,mustangcobra,mustanggt; Thunderbird; Probe; GT; EXP',
    small_suv: 'Escape=escapehybrid; EcoSport; Bronco Sport; Mustang Mach-E=mache; Bronco II',
    midsize_suv:
      'Explorer=policeinterceptorutility,explorerpoliceinterceptorutility,interceptorutility,piu,explorerpiu,explorerpolice,explorerpolicepursuit,explorerinterceptor,explorersport; Edge; Flex; Freestyle; Taurus X; Bronco',
    fullsize_suv: 'Expedition=expeditn,expeditionssv; Expedition MAX=expeditionel; Excursion',
    compact_pickup: 'Ranger; Maverick; Explorer Sport Trac=sporttrac; Courier; Ranchero',
    fullsize_pickup:
      'F-150=f150pickup,f150heritage,f150ssv,f150policeresponder,f150raptor,f150svtraptor,f15; F-150 Lightning=f150lightning; F-100',
    heavy_pickup:
      'F-250=f250sd,f250superduty,f250hd,f250superdutypickup; F-350=f350sd,f350superduty,f350srw,f350drw,fsuperduty,f350srwsuperduty; F-450=f450sd,f450superduty; F-550=f550sd,f550superduty; F-600=f600g',
    minivan: 'Windstar; Freestar; Aerostar; Transit Connect=transitconnectvan,transitconnectwagon',
    cargo_van:
      'E-Series=eserieswagon,eseriesvan,eseriescargo,econoline,econolinecargo,econolinewagon,econolinevan,e100,e150,e250,e350,e450,econolinee150,econolinee250,econolinee350,econoline150,econoline250,econoline350,clubwagon,e350sd,e350superduty,e450superduty,e450sd,e150econoline,e250econoline,e350econoline,e350sdeconoline; Transit=transit150,transit250,transit350,transit350hd,transitt150,transitt250,transitt350,transitvan,transitcargo,transitpassenger,transitwagon; E-Transit',
    other: 'F-650=f650sd; F-700; F-750=f750sd; F-800; F53=f530; LT9513; L8000; LN8000; LCF',
  },
  Freightliner: {
    cargo_van: 'Sprinter=sprinter2500,sprinter3500,sprintercargo',
    other: 'M2 106=m2106,m2106v,m2; Cascadia; Columbia; FL70; FL80; Conventional=convention; Business Class',
  },
  Genesis: { luxury_car: 'G70; G80; G90', luxury_suv: 'GV60; GV70; GV80' },
  Geo: { compact_car: 'Prizm; Metro; Storm', small_suv: 'Tracker' },
  GMC: {
    small_suv: 'Terrain',
    midsize_suv: 'Acadia=acadialimited; Envoy=envoyxuv; Envoy XL; Jimmy; S-15 Jimmy',
    fullsize_suv:
      'Yukon=yukonhybrid,yukondenali; Yukon XL=yukonxl1500,yukonxl2500,yukonxldenali; Suburban; Hummer EV=hummerevsuv',
    compact_pickup: 'Canyon; Sonoma; S-15; Syclone',
    fullsize_pickup:
      'Sierra 1500=1500,sierra1500classic,sierra1500hd,sierra1500limited,sierra1500hybrid,sierrac1500,sierrak1500,sierraclassic,sierradenali,sierralimited; C/K 1500=c1500,k1500,ck1500series,sierrack1500,c15,k15,r15,v15,pickup1500; Sierra EV; Hummer EV Pickup',
    heavy_pickup:
      'Sierra 2500HD=2500,2500hd,sierra2500,sierra2500hdclassic,sierra2500classic,sierrac2500hd,sierrak2500hd,sierrac2500,sierrak2500; Sierra 3500HD=3500,3500hd,sierra3500,sierra3500classic,sierra3500hdclassic,sierrac3500,sierrak3500; C/K 2500=c2500,k2500,ck2500series,sierrack2500,c25,k25,pickup2500; C/K 3500=c3500,k3500,ck3500series,sierrack3500',
    minivan: 'Safari=safaricargo',
    cargo_van:
      'Savana=savanacargo,savana1500,savana2500,savana3500,g1500,g2500,g3500,savanacutaway,savanacutawayg3500,savanapassenger; Vandura=g25,g35; Rally',
    other: 'TopKick=c4500,c5500,c6500,c7500,c7d042,c8500',
  },
  Honda: {
    compact_car: 'Civic=civichybrid,civicsi,civictyper; Fit; Insight; CR-Z; del Sol=civicdelsol; Clarity',
    midsize_car: 'Accord=accordhybrid; Crosstour=accordcrosstour; CRX',
    sports_car: 'S2000; Prelude',
    small_suv: 'CR-V=crvhybrid; HR-V; Element',
    midsize_suv: 'Pilot; Passport; Prologue',
    minivan: 'Odyssey',
    compact_pickup: 'Ridgeline',
    motorcycle: 'Gold Wing=goldwing,glcycle; Rebel; CBR; Shadow',
    other: 'TRX=trx300fw,350trx',
  },
  Hummer: { luxury_suv: 'H1; H2; H2 SUT; H3; H3T' },
};
