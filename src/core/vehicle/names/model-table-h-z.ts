import type { Segment } from '../vehicle.ts';

/** Models by make and segment, continued; the notation is explained in model-table-a-h.ts. */
export const modelsHyundaiToVolvo: Readonly<Record<string, Partial<Record<Segment, string>>>> = {
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
    compact_car: 'I-Mark; Stylus; Impulse',
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
    compact_pickup: 'Gladiator; Comanche; Scrambler',
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
    compact_pickup: 'Raider; Mighty Max=truck',
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
      'Jetta=jettasportwagen,jettahybrid,jettagli,gli,newjetta,jettawagon; Golf=golfsportwagen,golfalltrack,golfiii,cabrio; GTI=golfgti; Golf R; e-Golf; Rabbit; Beetle=newbeetle,beetleconvertible,newbeetleconvertible; R32; Fox; Scirocco; Corrado; Cabriolet; Quantum; Dasher',
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
