import type { Segment } from '../vehicle.ts';

/**
 * Models by make and segment: `Name=alias,alias; Name; …`. Aliases are compact keys (letters and digits alone).
 * Put together from the makes and models of the public auction sales, dealers' and private asking prices,
 * EPA's fuel-economy list and NHTSA's vPIC; the segment is the one in which the model's price behaves.
 * Longest match wins, so `Grand Cherokee` is found before `Cherokee`. Cab, drive and trim words never belong here.
 */
export const modelTable: Readonly<Record<string, Partial<Record<Segment, string>>>> = {
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
      'Silverado 1500=1500,silverado1500hd,silverado1500classic,silverado1500ld,silverado1500limited,silverado1500hybrid,silveradoc1500,silveradok1500,silveradolimited,silveradold,silveradoclassic; Avalanche=avalanche1500,avalanche2500; C/K 1500=c1500,k1500,ck1500series,ck1500pickup,c10,k10,ck10,1500pickup; Silverado EV',
    heavy_pickup:
      'Silverado 2500HD=2500,2500hd,silverado2500,silverado2500classic,silverado2500hdclassic,silveradoc2500hd,silveradok2500hd,silveradoc2500,silveradok2500,silverado2500heavyduty; Silverado 3500HD=3500,3500hd,silverado3500,silverado3500classic,silverado3500hdclassic,silveradoc3500,silveradok3500,silverado3500hdcc; C/K 2500=c2500,k2500,ck2500series,c20,k20,ck20; C/K 3500=c3500,k3500,ck3500series,c30,k30,ck30,d30,r30,v30; Silverado 4500HD=4500hd,silverado4500; Silverado 5500HD=5500hd,silverado5500; Silverado 6500HD=silverado6500',
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
    midsize_car: 'Avenger; Stratus; Spirit; Dynasty',
    fullsize_car: 'Charger=chargerpursuit,chargerpolice; Magnum; Intrepid; Monaco; Diplomat',
    sports_car: 'Challenger; Viper; Stealth; Daytona',
    small_suv: 'Nitro; Hornet',
    midsize_suv: 'Journey; Durango; Raider; Ramcharger',
    minivan: 'Grand Caravan; Caravan=caravancargo; Mini Ram',
    compact_pickup: 'Dakota; Rampage; Ram 50',
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
      'Sierra 1500=1500,sierra1500classic,sierra1500hd,sierra1500limited,sierra1500hybrid,sierrac1500,sierrak1500,sierraclassic,sierradenali,sierralimited; C/K 1500=c1500,k1500,ck1500series,sierrack1500,c15,k15; Sierra EV; Hummer EV Pickup',
    heavy_pickup:
      'Sierra 2500HD=2500,2500hd,sierra2500,sierra2500hdclassic,sierra2500classic,sierrac2500hd,sierrak2500hd,sierrac2500,sierrak2500; Sierra 3500HD=3500,3500hd,sierra3500,sierra3500classic,sierra3500hdclassic,sierrac3500,sierrak3500; C/K 2500=c2500,k2500,ck2500series,sierrack2500; C/K 3500=c3500,k3500,ck3500series,sierrack3500',
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
  Hyundai: {
    compact_car:
      'Accent; Elantra=elantratouring,elantracoupe,elantragt,elantrahybrid; Elantra N; Veloster; Veloster N; Excel; Scoupe; Ioniq=ioniqhybrid,ioniqelectric; Ioniq 6',
    midsize_car: 'Sonata=sonatahybrid',
    fullsize_car: 'Azera; XG350; XG300',
    luxury_car: 'Genesis; Equus',
    sports_car: 'Genesis Coupe; Tiburon',
    small_suv: 'Tucson=tucsonhybrid; Kona=konaev,konaelectric,konan; Venue; Ioniq 5; Nexo',
    midsize_suv: 'Santa Fe=santa,santafexl,santafehybrid; Santa Fe Sport; Veracruz; Palisade; Ioniq 9',
    compact_pickup: 'Santa Cruz',
    minivan: 'Entourage',
  },
  Infiniti: {
    luxury_car: 'G=gsedan,gcoupe,gconvertible; M; I; J30; Q40; Q45; Q50; Q60; Q70=q70l; M30',
    luxury_suv: 'EX; FX; JX; QX4; QX30; QX50; QX55; QX56; QX60; QX70; QX80; QX',
  },
  International: {
    other:
      '4300; 4400; 4700; 4900; 7300; 7400; 7500; 7600; 8600; 2674; DuraStar; ProStar=prostar; WorkStar; LT; MV; HV; CV; Scout; TerraStar; MaxxForce',
  },
  Isuzu: {
    midsize_suv: 'Rodeo; Trooper; Ascender; Axiom; Amigo; VehiCROSS; Rodeo Sport',
    compact_pickup: 'Hombre; Pickup; i-Series=i280,i290,i350,i370',
    minivan: 'Oasis',
    other: 'NPR=nprhd,npxd; NQR; NRR; FTR; Reach',
  },
  Jaguar: {
    luxury_car: 'XF=xfr; XJ=xjseries,xjl,xj6,xj8,xj12,xjr,vandenplas; S-Type; X-Type; XE',
    sports_car: 'XK=xkr,xk8,xkseries; XJS; F-Type',
    luxury_suv: 'F-Pace; E-Pace; I-Pace',
  },
  Jeep: {
    small_suv: 'Liberty; Patriot; Compass; Renegade',
    midsize_suv:
      'Wrangler=wranglerjk,wranglerx,cj7,cj5,wranglerunlimited,wranglerjkunlimited,wrangler4xe; Grand Cherokee=grandchero,grandcher,grandcherokeewk,grandcherokee4xe; Grand Cherokee L; Cherokee; Commander; Wagoneer S; Recon',
    fullsize_suv: 'Grand Wagoneer; Wagoneer=wagoneerl; Grand Wagoneer L',
    compact_pickup: 'Gladiator; Comanche',
  },
  Kia: {
    compact_car: 'Forte=fortekoup,forte5; Rio=rio5; Spectra=spectra5; Soul; K4; Sephia',
    midsize_car: 'Optima=optimahybrid; K5; Stinger; Rondo; Magentis',
    fullsize_car: 'Cadenza; Amanti',
    luxury_car: 'K900',
    small_suv: 'Sportage; Seltos; Niro=niroev; EV6',
    midsize_suv: 'Sorento=sorentohybrid; Borrego; Telluride; EV9',
    minivan: 'Sedona; Carnival',
  },
  Lamborghini: { sports_car: 'Gallardo; Huracan; Aventador; Murcielago; Diablo', luxury_suv: 'Urus' },
  'Land Rover': {
    luxury_suv:
      'Range Rover=range,newrangerover; Range Rover Sport=rangesport; Range Rover Evoque=evoque; Range Rover Velar=velar; Discovery=discoveryseriesii,discoveryii,discovery2,discovery5; Discovery Sport; LR2; LR3; LR4; Defender=defender90,defender110,defender130; Freelander',
  },
  Lexus: {
    luxury_car: 'ES; GS; IS=isf; LS; HS; CT; RC=rcf; SC',
    luxury_suv: 'RX; GX; LX; NX; UX; RZ; TX',
    sports_car: 'LC; LFA',
  },
  Lincoln: {
    luxury_car:
      'MKZ=mkzhybrid; MKS; LS; Zephyr; Continental; Town Car=town; Mark VIII=mark,markvii; Limousine',
    luxury_suv: 'MKX; MKT; MKC; Navigator; Navigator L; Aviator; Nautilus; Corsair',
    fullsize_pickup: 'Mark LT; Blackwood',
  },
  Lotus: { sports_car: 'Elise; Exige; Evora; Esprit; Emira' },
  Lucid: { luxury_car: 'Air', luxury_suv: 'Gravity' },
  Maserati: {
    luxury_car: 'Quattroporte; Ghibli',
    sports_car: 'GranTurismo; GranSport; Coupe; Spyder; MC20',
    luxury_suv: 'Levante; Grecale',
  },
  Maybach: { luxury_car: '57; 62' },
  Mazda: {
    compact_car:
      'Mazda3=3,mazdaspeed3,mazdaspeedmazda3; Mazda2=2; Protege=protege5,mazdaspeedprotege; 323; GLC',
    midsize_car: 'Mazda6=6,mazdaspeed6,mazdaspeedmazda6; 626; 929; Millenia; MX-6; Mazda5=5',
    sports_car: 'MX-5 Miata=mx5,miata,mx5rf,mx5miatarf; RX-7; RX-8; MX-3',
    small_suv: 'CX-3; CX-30; CX-5; CX-50; Tribute=tributehybrid; MX-30',
    midsize_suv: 'CX-7; CX-9; CX-90; CX-70; Navajo',
    minivan: 'MPV',
    compact_pickup: 'B-Series=bseriestruck,b2200,b2300,b2500,b2600,b3000,b4000,bseriespickup',
  },
  McLaren: { sports_car: '570S; 600LT; 650S; 720S; 765LT; MP4-12C; Artura; GT; P1' },
  'Mercedes-Benz': {
    luxury_car:
      'A-Class; B-Class; C-Class; E-Class; S-Class; CLA-Class=cla; CLS-Class=cls; CLK-Class=clk; CL-Class=cl; SLS-Class=slsamg,sls; 190=190e,190d; EQE=eqesedan; EQS=eqssedan; CLE-Class=cle; Maybach',
    luxury_suv:
      'M-Class=ml; G-Class=gclass; GL-Class=gl; GLA-Class=gla; GLB-Class=glb; GLC-Class=glc,glccoupe; GLE-Class=gle,glecoupe; GLK-Class=glk; GLS-Class=gls; R-Class; EQB; EQE SUV; EQS SUV',
    sports_car: 'SL-Class=sl; SLK-Class=slk; SLC-Class=slc; AMG GT=gt; SLR McLaren',
    cargo_van:
      'Sprinter=benzesprinter2500,sprinter2500,sprinter3500,sprintercargo,sprinterwagon,sprinter1500,sprintercrew; Metris; eSprinter',
  },
  Mercury: {
    compact_car: 'Tracer; Topaz; Lynx',
    midsize_car: 'Milan=milanhybrid; Sable; Mystique; Cougar; Zephyr',
    fullsize_car: 'Grand Marquis; Montego; Marauder; Marquis',
    small_suv: 'Mariner=marinerhybrid',
    midsize_suv: 'Mountaineer',
    minivan: 'Monterey; Villager',
    sports_car: 'Capri',
  },
  MINI: {
    compact_car:
      'Cooper=hardtop,coopers,cooperhardtop,cooperconvertible,convertible,hardtop2door,hardtop4door,hardtopcooper,convertiblecooper,cooperelectric; Clubman=cooperclubman,cooperclubmans,coopersclubman; Coupe=coopercoupe; Roadster=cooperroadster',
    small_suv: 'Countryman=coopercountryman,cooperscountryman; Paceman=cooperpaceman',
  },
  Mitsubishi: {
    compact_car: 'Lancer=lancersportback; Mirage=mirageg4; i-MiEV',
    midsize_car: 'Galant; Diamante',
    sports_car: 'Eclipse=eclipsespyder; Lancer Evolution=evolution,evo; 3000GT; Starion',
    small_suv: 'Outlander Sport=rvr; Eclipse Cross',
    midsize_suv: 'Outlander=outlanderphev; Endeavor; Montero; Montero Sport',
    compact_pickup: 'Raider; Mighty Max',
    minivan: 'Expo',
  },
  'Mitsubishi Fuso': { other: 'FE=fe83d,fe84d,fe85d,fe160,fe180; FK; FM' },
  Nissan: {
    compact_car: 'Sentra; Versa; Versa Note=versahatchback; Leaf; Cube; 200SX; Pulsar; Stanza',
    midsize_car: 'Altima=altimahybrid',
    fullsize_car: 'Maxima',
    sports_car: '350Z; 370Z; 300ZX; 240SX; 280ZX; GT-R; Z',
    small_suv: 'Rogue=roguehybrid; Rogue Select; Rogue Sport=qashqai; Juke; Kicks; X-Trail',
    midsize_suv: 'Murano; Pathfinder; Xterra; Ariya',
    fullsize_suv: 'Armada=pathfinderarmada',
    compact_pickup: 'Frontier; Pickup=hardbody,d21,truck',
    fullsize_pickup: 'Titan; Titan XD',
    minivan: 'Quest',
    cargo_van: 'NV=nv1500,nv2500,nv2500hd,nv3500,nv3500hd,nvcargo,nvpassenger; NV200',
  },
  Oldsmobile: {
    midsize_car:
      'Alero; Intrigue; Achieva; Cutlass=cutlasssupreme,cutlassciera,ciera,cutlasscruiser,cutlasscalais,cutlasssalon; Aurora; Omega; Firenza',
    fullsize_car:
      'Eighty Eight=88,delta88,eightyeight88; Ninety Eight=98,ninetyeight98; LSS; Regency; Custom Cruiser; Toronado',
    midsize_suv: 'Bravada',
    minivan: 'Silhouette',
  },
  Plymouth: {
    compact_car: 'Neon; Horizon; Sundance; Colt; Breeze; Acclaim; Reliant; Laser',
    sports_car: 'Prowler',
    minivan: 'Voyager; Grand Voyager',
  },
  Polestar: { luxury_car: '1=polestar1; 2=polestar2', luxury_suv: '3=polestar3' },
  Pontiac: {
    compact_car: 'G5; Sunfire; Vibe; Sunbird; G3; LeMans; Wave',
    midsize_car: 'G6; Grand Prix; Grand Am; 6000',
    fullsize_car: 'Bonneville; G8; Parisienne',
    sports_car: 'Firebird=transam,firebirdtransam; Solstice; GTO; Fiero',
    small_suv: 'Torrent',
    midsize_suv: 'Aztek',
    minivan: 'Montana=montanasv6; Trans Sport',
  },
  Porsche: {
    sports_car:
      '911=carrera,911carrera,996,997,991; Boxster=718boxster; Cayman=718cayman,caymans; 718 Spyder; 924; 928; 944; 968; 918; Carrera GT',
    luxury_car: 'Panamera; Taycan',
    luxury_suv: 'Cayenne; Macan',
  },
  Rivian: { fullsize_pickup: 'R1T', luxury_suv: 'R1S', cargo_van: 'EDV' },
  'Rolls-Royce': {
    luxury_car:
      'Ghost; Phantom; Wraith; Dawn; Silver Shadow; Silver Spur; Silver Spirit; Silver Seraph; Corniche; Spectre',
    luxury_suv: 'Cullinan',
  },
  Saab: { luxury_car: '9-3; 9-5; 900; 9000; 9-2X', luxury_suv: '9-7X; 9-4X' },
  Saturn: {
    compact_car: 'S-Series=sl,sl1,sl2,sc,sc1,sc2,sw,sw1,sw2,sl3; Ion=ion1,ion2,ion3; Astra',
    midsize_car: 'L-Series=ls,ls1,ls2,lw1,lw2,l100,l200,l300,lw200,lw300,lw; Aura',
    sports_car: 'Sky',
    small_suv: 'Vue=vuehybrid',
    midsize_suv: 'Outlook',
    minivan: 'Relay',
  },
  Scion: { compact_car: 'xB; xA; xD; iQ; iA; iM', sports_car: 'tC; FR-S' },
  Smart: { compact_car: 'Fortwo' },
  Subaru: {
    compact_car: 'Impreza=imprezawrx,imprezawrxsti,imprezasti; Justy; Loyale',
    midsize_car: 'Legacy',
    sports_car: 'BRZ; WRX=wrxsti,sti; SVX; XT',
    small_suv: 'Crosstrek=xvcrosstrek,crosstrekhybrid,xv; Forester; Solterra',
    midsize_suv: 'Outback=legacyoutback; Tribeca=b9tribeca; Ascent',
    compact_pickup: 'Baja; Brat',
  },
  Suzuki: {
    compact_car: 'SX4; Forenza; Reno; Aerio; Swift; Esteem; Forsa',
    midsize_car: 'Kizashi; Verona',
    small_suv: 'Grand Vitara; Vitara; Sidekick; Samurai; X-90',
    midsize_suv: 'XL7=grandvitaraxl7',
    compact_pickup: 'Equator',
  },
  Tesla: {
    luxury_car: 'Model S; Model 3',
    luxury_suv: 'Model X; Model Y',
    sports_car: 'Roadster',
    fullsize_pickup: 'Cybertruck',
  },
  Toyota: {
    compact_car:
      'Corolla=corollaim,corollahatchback,corollahybrid; GR Corolla; Yaris=yarisia; Matrix=corollamatrix; Echo; Tercel; Paseo; Prius=priusplugin,priuspluginhybrid,priusprime,priusprimephev; Prius c; Prius v; Mirai; Starlet',
    midsize_car: 'Camry=camryhybrid; Corona; Cressida; Solara=camrysolara',
    fullsize_car: 'Avalon=avalonhybrid; Crown',
    sports_car: 'Celica; Supra=grsupra; MR2=mr2spyder; 86=gr86',
    small_suv: 'RAV4=rav4hybrid,rav4prime,rav4primephev,rav4ev; C-HR; Corolla Cross; bZ4X=bz; Venza',
    midsize_suv:
      'Highlander=highlanderhybrid; Grand Highlander; 4Runner=fourrunner; FJ Cruiser; Crown Signia',
    fullsize_suv: 'Sequoia; Land Cruiser',
    compact_pickup: 'Tacoma; Pickup=truck,hilux',
    fullsize_pickup: 'Tundra; T100',
    minivan: 'Sienna=siennahybrid; Previa; Van',
  },
  Volkswagen: {
    compact_car:
      'Jetta=jettasportwagen,jettahybrid,jettagli,gli,newjetta,jettawagon; Golf=golfsportwagen,golfalltrack,golfiii,cabrio; GTI=golfgti; Golf R; e-Golf; Rabbit; Beetle=newbeetle,beetleconvertible,newbeetleconvertible; R32; Fox; Scirocco; Corrado; Quantum; Dasher',
    midsize_car: 'Passat=newpassat; CC; Arteon',
    luxury_car: 'Phaeton',
    sports_car: 'Eos',
    small_suv: 'Tiguan=tiguanlimited; Taos; ID.4',
    midsize_suv: 'Touareg=touareg2; Atlas; Atlas Cross Sport',
    minivan: 'Routan; EuroVan; Vanagon; ID. Buzz',
  },
  Volvo: {
    luxury_car:
      'S40; S60=s60crosscountry; S70; S80; S90; V40; V50; V60=v60cc,v60crosscountry; V70; V90=v90cc,v90crosscountry; C30; C70; 240; 740; 760; 780; 850; 940; 960',
    luxury_suv: 'XC40; XC60; XC70; XC90; C40; EX30; EX40; EX90; EC40',
  },
  Polaris: { motorcycle: 'Slingshot', other: 'Ranger; RZR' },
  'Harley-Davidson': {
    motorcycle: 'Sportster=sprtstr120,xl1200,xl883; Touring=fl,flhtcu,flhx,fltrx; Softail=fls,fxst; Dyna=fxd',
  },
  'Blue Bird': { other: 'All American=allamericanallcanadian,allamericanallcanada; Vision' },
  Peterbilt: { other: '379; 389; 386; 387; 579; 567; 337; 348; 367' },
  Kenworth: { other: 'T680; T800; T660; T600; W900; T270; T370; T880' },
  Autocar: { other: 'Xpert=acmdxpert; Xpeditor=acxxpeditor,acx; WX' },
};
