/** Bytes are written in hexadecimal. */
type Cases<T> = readonly (readonly [name: string, T])[];

/** FIPS 180-4 examples. */
export const SHA256_VECTORS: Cases<{ data: string; digest: string }> = [
  ['nothing', { data: '', digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }],
  [
    'one block',
    { data: '616263', digest: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
  ],
  [
    'two blocks',
    {
      data: '6162636462636465636465666465666765666768666768696768696a68696a6b696a6b6c6a6b6c6d6b6c6d6e6c6d6e6f6d6e6f706e6f7071',
      digest: '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    },
  ],
];

/** RFC 4231, test cases 1, 2 and 6. */
export const HMAC_VECTORS: Cases<{ key: string; data: string; mac: string }> = [
  [
    'under a key of 20 bytes',
    {
      key: '0b'.repeat(20),
      data: '4869205468657265',
      mac: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    },
  ],
  [
    'under a key shorter than the digest',
    {
      key: '4a656665',
      data: '7768617420646f2079612077616e7420666f72206e6f7468696e673f',
      mac: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    },
  ],
  [
    'under a key longer than a block',
    {
      key: 'aa'.repeat(131),
      data: '54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374',
      mac: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    },
  ],
];

/** The GCM specification's test cases 13 and 16, as nonce ‖ ciphertext ‖ tag. */
export const GCM_VECTORS: Cases<{ key: string; sealed: string; aad: string; plain: string }> = [
  [
    'the sealed nothing',
    {
      key: '00'.repeat(32),
      sealed: `${'00'.repeat(12)}530f8afbc74536b9a963b4f1c4cb738b`,
      aad: '',
      plain: '',
    },
  ],
  [
    'a sealed text with additional data',
    {
      key: 'feffe9928665731c6d6a8f9467308308'.repeat(2),
      sealed: `cafebabefacedbaddecaf888${'522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662'}76fc6ece0f4e1768cddf8853bb2d551b`,
      aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
      plain:
        'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    },
  ],
];

/** RFC 8032 section 7.1, tests 1 to 3. */
export const SIGNATURE_VECTORS: Cases<{ seed: string; publicKey: string; data: string; signature: string }> =
  [
    [
      'nothing',
      {
        seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
        publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
        data: '',
        signature:
          'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
      },
    ],
    [
      'one byte',
      {
        seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
        publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
        data: '72',
        signature:
          '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      },
    ],
    [
      'two bytes',
      {
        seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
        publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
        data: 'af82',
        signature:
          '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
      },
    ],
  ];
