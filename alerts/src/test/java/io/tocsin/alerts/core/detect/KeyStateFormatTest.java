package io.tocsin.alerts.core.detect;

import static io.tocsin.alerts.core.detect.Desk.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.MentionEvent;
import io.tocsin.alerts.core.Rule;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** States that earlier releases have written are read, and go on as if written today. */
class KeyStateFormatTest {

  /**
   * By release 0.1.0, at nine in the morning of the tenth day: a mention a day by three sources in
   * turn, then a story, a copy of it, and a report of its own within the last two hours.
   */
  private static final String FORMAT_1 =
      """
      AQEGaGFzaC0xAwAAAAAACSfAAAAAAAA27oAAAAAAAUmXAAAAAAAFJlwAAAABfrhf54BAGTwFzpV4VEHBqHzx
      0zusQBcfnYdddBRAFrJkzoEeqQAAAAAAAAAAAAAAAAAAAAAAAAAAAD/wAAAAAAAAAEAWLlSYBuADQBbqU9wI
      M00AAAAAAQAAAAAAAAAAP3oxyiI9x1c/8AAAAAAAAABAELzeusNSkUAYaT0KFvsuAAAAAAEAAAAAAAAAAD96
      McoiPcdXP/AAAAAAAAAABA1taW5oYXNoLTI1NngxAnMxAnMyAnMzAwAAAX65O6GAB4M8rkA3rj8CAAAEAFrD
      iaMMOwNj+DaXk00xl8BHwWsQ8NOSO0W5BdrCTm4ZAAABfrlykADPjyzx78MFRwEAAAQAWsOJoww7A2P4NpeT
      TTGXwEfBaxDw05I7RbkF2sJObhkAAAF+uY4HQHHJ8X+AF8S5AwIAAAADCHMyOnN0b3J5AQJzMgAAAX65O6GA
      DlRpdGxlIG9mIHN0b3J5ARhodHRwczovL3MyLmV4YW1wbGUvc3RvcnkhQWxsIG11c3QgZXZhY3VhdGUgbm93
      LCBzYXlzIHN0b3J5AQkRAAdzMTpjb3B5AQJzMQAAAX65cpAADVRpdGxlIG9mIGNvcHkBF2h0dHBzOi8vczEu
      ZXhhbXBsZS9jb3B5IEFsbCBtdXN0IGV2YWN1YXRlIG5vdywgc2F5cyBjb3B5AQkRAAZzMzpvd24BAnMzAAAB
      frmOB0AMVGl0bGUgb2Ygb3duARZodHRwczovL3MzLmV4YW1wbGUvb3duH0FsbCBtdXN0IGV2YWN1YXRlIG5v
      dywgc2F5cyBvd24BCREABA1taW5oYXNoLTI1NngxWsOJoww7A2P4NpeTTTGXwEfBaxDw05I7RbkF2sJObhkE
      DW1pbmhhc2gtMjU2eDFaw4mjDDsDY/g2l5NNMZfAR8FrEPDTkjtFuQXawk5uGQAAgAAAAAAAAACAAAAAAAAA
      AAAAAAABSZcAAgMDAA==
      """;

  /** The same after it was read and written by a build of format 3. */
  private static final String FORMAT_3 =
      """
      AwEAAAF/sO0OAAZoYXNoLTEFVk9JQ0UAA8DPJD8UOicwq+5NgN3bAT8+VzrJAeV0gK6mCj9mwWwWwWwXAz/wAAAAAAAAAQAAAAAF
      JlwAAAABfrhf54BAGTwFzpV4VEHBqHzx0zusQBcfnYdddBRAFrJkzoEeqQAAAAAAAAAAAAAAAEAWLlSYBuADQBbqU9wIM00AAQAA
      P3oxyiI9x1dAELzeusNSkUAYaT0KFvsuAAEAAD96McoiPcdXAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAD+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAD+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADAnMxDW1pbmhhc2gtMjU2eDESAnMyDW1pbmhh
      c2gtMjU2eDESAnMzAAADAAABfrk7oYAAB4M8rkAEWsOJoww7A2P4NpeTTTGXwEfBgN3bAc+PLPHvAgFaw4mjDDsDY/g2l5NNMZfA
      R8HA7m1xyfF/gAgAAwhzMjpzdG9yeQECczIAAAF+uTuhgA5UaXRsZSBvZiBzdG9yeQEYaHR0cHM6Ly9zMi5leGFtcGxlL3N0b3J5
      IUFsbCBtdXN0IGV2YWN1YXRlIG5vdywgc2F5cyBzdG9yeQEJEQAHczE6Y29weQECczEAAAF+uXKQAA1UaXRsZSBvZiBjb3B5ARdo
      dHRwczovL3MxLmV4YW1wbGUvY29weSBBbGwgbXVzdCBldmFjdWF0ZSBub3csIHNheXMgY29weQEJEQAGczM6b3duAQJzMwAAAX65
      jgdADFRpdGxlIG9mIG93bgEWaHR0cHM6Ly9zMy5leGFtcGxlL293bh9BbGwgbXVzdCBldmFjdWF0ZSBub3csIHNheXMgb3duAQkR
      ABINbWluaGFzaC0yNTZ4MVrDiaMMOwNj+DaXk00xl8BHwRINbWluaGFzaC0yNTZ4MVrDiaMMOwNj+DaXk00xl8BHwQAAgAAAAAAA
      AACAAAAAAAAAAAAAAAABSZcAAgMDAA==
      """;

  /** By a build of format 4, after two more reports: an alert is open. */
  private static final String FORMAT_4 =
      """
      BAEAAAF/sO0OAAZoYXNoLTEFVk9JQ0UAA8DPJD8UOicwq+5NgN3bAT8+VzrJAeV0gK6mCj9mwWwWwWwXAz/1i1OzwjX/AAAAAAAFJlwA
      AAABfrhf54BAGTwFzpV4VEHBqHzx0zusQBcfnYdddBRAFrJkzoEeqQAAAAAAAAAAAAAAAEAWLlSYBuADQBbqU9wIM00AAQAAP3oxyiI9
      x1dAELzeusNSkUAYaT0KFvsuAAEAAD96McoiPcdXP/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AD+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAD+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAFAnMxAAACczENbWluaGFzaC0yNTZ4MRICczIAAAJzMg1taW5oYXNoLTI1NngxEgJz
      MwAABQAAAX65O6GAAAeDPK5ADFrDiaMMOwNj+DaXk00xl8BHwYDd2wHPjyzx7wYBWsOJoww7A2P4NpeTTTGXwEfBwO5tccnxf4AQoMNx
      +wk4R1YA4NQDbB24I0oIAAUIczI6c3RvcnkBAnMyAAABfrk7oYAOVGl0bGUgb2Ygc3RvcnkBGGh0dHBzOi8vczIuZXhhbXBsZS9zdG9y
      eSFBbGwgbXVzdCBldmFjdWF0ZSBub3csIHNheXMgc3RvcnkBCREAAAdzMTpjb3B5AQJzMQAAAX65cpAADVRpdGxlIG9mIGNvcHkBF2h0
      dHBzOi8vczEuZXhhbXBsZS9jb3B5IEFsbCBtdXN0IGV2YWN1YXRlIG5vdywgc2F5cyBjb3B5AQkRAAAGczM6b3duAQJzMwAAAX65jgdA
      DFRpdGxlIG9mIG93bgEWaHR0cHM6Ly9zMy5leGFtcGxlL293bh9BbGwgbXVzdCBldmFjdWF0ZSBub3csIHNheXMgb3duAQkRAAAEczE6
      YQECczEAAAF+uapo4ApUaXRsZSBvZiBhARRodHRwczovL3MxLmV4YW1wbGUvYR1BbGwgbXVzdCBldmFjdWF0ZSBub3csIHNheXMgYQEJ
      EQAABHMyOmIBAnMyAAABfrmrU0AKVGl0bGUgb2YgYgEUaHR0cHM6Ly9zMi5leGFtcGxlL2IdQWxsIG11c3QgZXZhY3VhdGUgbm93LCBz
      YXlzIGIBCREAABINbWluaGFzaC0yNTZ4MVrDiaMMOwNj+DaXk00xl8BHwRINbWluaGFzaC0yNTZ4MVrDiaMMOwNj+DaXk00xl8BHwQAA
      AAEgZDE1OTMyNWFiNzQ0NmFkNmM5MjA0ZWQ0M2M3NGYwYjUKZXZhY3VhdGlvbgEGaGFzaC0xAlVBBE9QRU4Hd2FybmluZwEAAAF+uTuh
      gAAAAX65q1NAAAABfrmrU0CAAAAAAAAAAAAAAAABSZcABD/PTwFWd3/SP/AAAAAAAABAGTwFzpV4VEHAmlfzwjbhP/AAAAAAAAAEPzAY
      8C5P7UM/Sj5F+gjOHQUDAnMxAnMyAnMzBVZPSUNFAwIABAUIczI6c3RvcnkBAnMyAAABfrk7oYAOVGl0bGUgb2Ygc3RvcnkBGGh0dHBz
      Oi8vczIuZXhhbXBsZS9zdG9yeSFBbGwgbXVzdCBldmFjdWF0ZSBub3csIHNheXMgc3RvcnkBCREAAAdzMTpjb3B5AQJzMQAAAX65cpAA
      DVRpdGxlIG9mIGNvcHkBF2h0dHBzOi8vczEuZXhhbXBsZS9jb3B5IEFsbCBtdXN0IGV2YWN1YXRlIG5vdywgc2F5cyBjb3B5AQkRAAAG
      czM6b3duAQJzMwAAAX65jgdADFRpdGxlIG9mIG93bgEWaHR0cHM6Ly9zMy5leGFtcGxlL293bh9BbGwgbXVzdCBldmFjdWF0ZSBub3cs
      IHNheXMgb3duAQkRAAEEczE6YQECczEAAAF+uapo4ApUaXRsZSBvZiBhARRodHRwczovL3MxLmV4YW1wbGUvYR1BbGwgbXVzdCBldmFj
      dWF0ZSBub3csIHNheXMgYQEJEQACBHMyOmIBAnMyAAABfrmrU0AKVGl0bGUgb2YgYgEUaHR0cHM6Ly9zMi5leGFtcGxlL2IdQWxsIG11
      c3QgZXZhY3VhdGUgbm93LCBzYXlzIGIBCREAA1BldmFjdWF0aW9uOiA0IGluZGVwZW5kZW50IHJlcG9ydHMgZnJvbSAzIHNvdXJjZXMg
      b24gVWtyYWluZSBpbiA2IGg7IDAuMiBleHBlY3RlZAEEZGVzawZldXJvcGUFAnMxAAACczENbWluaGFzaC0yNTZ4MRICczIAAAJzMg1t
      aW5oYXNoLTI1NngxEgJzMwAABQAAAX65O6GAAAeDPK5ADFrDiaMMOwNj+DaXk00xl8BHwYDd2wHPjyzx7wYBWsOJoww7A2P4NpeTTTGX
      wEfBwO5tccnxf4AQoMNx+wk4R1YA4NQDbB24I0oIAAAAAAF+uTuhgAQEgAAAAAAAAAAAgAAAAAAAAAAAAAF+uXRkwAAAAX65rhJgAAAA
      AAA27oADAwMB
      """;

  /** By a build of format 5, a minute after three posts on Kyiv: an alert is open. */
  private static final String FORMAT_5 =
      """
      BQEAAAF+kcA1gAZoYXNoLTEFVk9JQ0UAA8DPJD8UOicwq+5NgN3bAT8+VzrJAeV0gK6mCj9mwWwWwWwXAz/1i1OzwjX/AAAAAAAF
      JlwAAAABfpB2noA/4AAAAAAAAEGUmXAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAD+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAD+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADAnNhAAACc2IAAAJzYwAAAwAAAX6Qd4jgAPoB
      ko0qAODUA2V6AmrVBODUA15j5/c1CAADBHNhOmEBAnNhAAABfpB3iOAKVGl0bGUgb2YgYQEUaHR0cHM6Ly9zYS5leGFtcGxlL2Ed
      QWxsIG11c3QgZXZhY3VhdGUgbm93LCBzYXlzIGEBCREAAARzYjpiAQJzYgAAAX6QeHNAClRpdGxlIG9mIGIBFGh0dHBzOi8vc2Iu
      ZXhhbXBsZS9iHUFsbCBtdXN0IGV2YWN1YXRlIG5vdywgc2F5cyBiAQkRAAAEc2M6YwECc2MAAAF+kHldoApUaXRsZSBvZiBjARRo
      dHRwczovL3NjLmV4YW1wbGUvYx1BbGwgbXVzdCBldmFjdWF0ZSBub3csIHNheXMgYwEJEQAAAAEES3lpdgABBEt5aXYAAQRLeWl2
      ASAyYTNiNTI0YjQ4MjdlY2ExMzYzNTE4N2I3NWI3MDA4YQpldmFjdWF0aW9uAQZoYXNoLTEVcGxhY2U6Z2VvbmFtZXM6NzAzNDQ4
      AQRLeWl2BE9QRU4Hd2FybmluZwEAAAF+kHeI4AAAAX6QeV2gAAABfpB5XaCAAAAAAAAAAAAAAAAACSfAAz9sccccccccP/GZmZmZ
      mZo/4AAAAAAAAEGUmXAAAAAAP/AAAAAAAAADPucawgMhvi4+/SVpoP0YOgMDAnNhAnNiAnNjBVZPSUNFAwIAAwMEc2E6YQECc2EA
      AAF+kHeI4ApUaXRsZSBvZiBhARRodHRwczovL3NhLmV4YW1wbGUvYR1BbGwgbXVzdCBldmFjdWF0ZSBub3csIHNheXMgYQEJEQAA
      BHNiOmIBAnNiAAABfpB4c0AKVGl0bGUgb2YgYgEUaHR0cHM6Ly9zYi5leGFtcGxlL2IdQWxsIG11c3QgZXZhY3VhdGUgbm93LCBz
      YXlzIGIBCREAAQRzYzpjAQJzYwAAAX6QeV2gClRpdGxlIG9mIGMBFGh0dHBzOi8vc2MuZXhhbXBsZS9jHUFsbCBtdXN0IGV2YWN1
      YXRlIG5vdywgc2F5cyBjAQkRAAJoZXZhY3VhdGlvbjogMyBpbmRlcGVuZGVudCByZXBvcnRzIGZyb20gMyBzb3VyY2VzIG9uIEt5
      aXYgKGdlb25hbWVzOjcwMzQ0OCkgaW4gMTAgbWluOyB1bmRlciAwLjEgZXhwZWN0ZWQBBGRlc2sGZXVyb3BlAwJzYQAAAnNiAAAC
      c2MAAAMAAAF+kHeI4AD6AZKNKgDg1ANlegJq1QTg1ANeY+f3NQgAAAAAAX6Qd4jgAwOAAAAAAAAAAACAAAAAAAAAAAAAAX6QcDXg
      AAABfpB7MmAAAAAAAAknwAMDAwE=
      """;

  /**
   * By a build of format 5: a rule is new, and the one partition of match has told of four mentions
   * without texts, three hours apart.
   */
  private static final Map<String, String> WARM_START_5 =
      Map.of(
          "~clock",
          "AAABfr90pgA=",
          "~warm-log/evacuation/0000000000000000",
          """
          BQEECmV2YWN1YXRpb24BBmhhc2gtMQAAAQAAAX6ylMAAAAABfrKUwAAFczA6cDABAnMwAAAAAAAAAAAKZXZhY3VhdGlvbgEGaGFz
          aC0xAAABAAABfrM5i4AAAAF+szmLgAVzMTpwMQECczEAAAAAAAAAAApldmFjdWF0aW9uAQZoYXNoLTEAAAEAAAF+s95XAAAAAX6z
          3lcABXMyOnAyAQJzMgAAAAAAAAAACmV2YWN1YXRpb24BBmhhc2gtMQAAAQAAAX60gyKAAAABfrSDIoAFczM6cDMBAnMzAAAAAAAA
          AAA=
          """,
          "~warm/evacuation",
          "BQZoYXNoLTEBAAABfr90pf8A");

  private static final String ON_KYIV = "place:geonames:703448";
  private static final GeoPoint KYIV = new GeoPoint(50.45466, 30.5238);
  private static final Rule RULE = Rules.rule("evacuation").build();

  private static byte[] written() {
    return Base64.getMimeDecoder().decode(FORMAT_1);
  }

  private static DetectStage stage(InMemoryKeyStates states) {
    return new DetectStage(id -> RULE, new InMemoryPendingMentions(), states);
  }

  private static MentionEvent onKyiv(long time) {
    return Rules.located(RULE, ON_KYIV, "Kyiv", KYIV, "s9", "late", time, null);
  }

  @Test
  void shouldReadWhatRelease010Wrote() {
    KeyState state = KeyState.fromBytes(written(), DetectorLimits.STANDARD);

    assertThat(KeyState.needsTicks(written())).isTrue();
    assertThat(state.forecast().shape()).isEqualTo(6.308615901825835);
    assertThat(state.forecast().exposureMillis())
        .as("its 5.925094116502585E8, with what is left of the prior in it")
        .isEqualTo(5.571010315172998E8);
    assertThat(state.live().size()).isEqualTo(3);
    assertThat(state.live().voicesAfter(0)).as("a copy is no voice").isEqualTo(2);
    assertThat(state.live().isCopy(Voices.hashOf("s1:copy"), at(9, 8, 0))).isTrue();
    assertThat(state.shelf().since(0)).extracting(Evidence::postKey).contains("s3:own");
    assertThat(state.cursor()).isEqualTo(at(9, 3, 0));
  }

  @Test
  void shouldWriteTheNewestFormatAndReadItBack() {
    byte[] newest = KeyState.fromBytes(written(), DetectorLimits.STANDARD).toBytes();

    assertThat(newest[0]).isEqualTo((byte) 6);
    assertThat(KeyState.fromBytes(newest, DetectorLimits.STANDARD).toBytes()).isEqualTo(newest);
  }

  @Test
  void shouldReadEvidenceWithoutContexts() {
    byte[] bytes = Base64.getMimeDecoder().decode(FORMAT_3);

    KeyState state = KeyState.fromBytes(bytes, DetectorLimits.STANDARD);

    assertThat(bytes[0]).isEqualTo((byte) 3);
    assertThat(state.shelf().since(0)).isNotEmpty().allMatch(e -> e.contexts().isEmpty());
    assertThat(state.toBytes())
        .isEqualTo(KeyState.fromBytes(written(), DetectorLimits.STANDARD).toBytes());
  }

  @Test
  void shouldReadAnAlertWithoutANameForItsScope() {
    byte[] bytes = Base64.getMimeDecoder().decode(FORMAT_4);

    KeyState state = KeyState.fromBytes(bytes, DetectorLimits.STANDARD);

    assertThat(bytes[0]).isEqualTo((byte) 4);
    Alert alert = state.openAlert().orElseThrow().alert();
    assertThat(alert.scopeName()).isNull();
    assertThat(alert.status()).isEqualTo(Alert.Status.OPEN);
    assertThat(alert.evidence()).hasSize(5);
    assertThat(state.live().voicesAfter(0)).isEqualTo(4);
  }

  /** It goes on as that build's own would, and gets its name with the next event. */
  @Test
  void shouldNameTheScopeOfAnOldAlertWithItsNextEvent() {
    InMemoryKeyStates states = new InMemoryKeyStates();
    states.put("evacuation|UA", Base64.getMimeDecoder().decode(FORMAT_4));
    List<DetectOutput> outputs = new ArrayList<>();
    DetectStage stage =
        new DetectStage(
            id -> Rules.rule("evacuation").build(), new InMemoryPendingMentions(), states);
    stage.advance(at(9, 9, 5), outputs::add);
    stage.advance(at(10, 9, 0), outputs::add);

    assertThat(outputs)
        .filteredOn(AlertEvent.class::isInstance)
        .extracting(output -> ((AlertEvent) output))
        .singleElement()
        .satisfies(event -> assertThat(event.type()).isEqualTo(AlertEvent.Type.RESOLVED))
        .satisfies(event -> assertThat(event.sequence()).isEqualTo(2))
        .satisfies(event -> assertThat(event.alert().scopeName()).isEqualTo("Ukraine"));
  }

  @Test
  void shouldReadAnAlertThatDoesNotSayWhereItIs() {
    byte[] bytes = Base64.getMimeDecoder().decode(FORMAT_5);

    KeyState state = KeyState.fromBytes(bytes, DetectorLimits.STANDARD);

    assertThat(bytes[0]).isEqualTo((byte) 5);
    Alert alert = state.openAlert().orElseThrow().alert();
    assertThat(alert.scopeName()).isEqualTo("Kyiv");
    assertThat(alert.scopePoint()).isNull();
    assertThat(alert.evidence()).hasSize(3);
    assertThat(state.shelf().scopeNameSince(0)).contains("Kyiv");
    assertThat(state.shelf().scopePointSince(0)).isEmpty();
  }

  @Test
  void shouldSayWhereAnOldAlertIsWithTheNextEventAfterAPostThatTells() {
    InMemoryKeyStates states = new InMemoryKeyStates();
    states.put("evacuation|" + ON_KYIV, Base64.getMimeDecoder().decode(FORMAT_5));
    List<DetectOutput> outputs = new ArrayList<>();
    DetectStage stage = stage(states);
    stage.advance(at(1, 9, 5), outputs::add);
    stage.hold(onKyiv(at(1, 9, 6)));
    stage.advance(at(2, 9, 0), outputs::add);

    assertThat(outputs)
        .filteredOn(AlertEvent.class::isInstance)
        .extracting(output -> (AlertEvent) output)
        .singleElement()
        .satisfies(event -> assertThat(event.type()).isEqualTo(AlertEvent.Type.RESOLVED))
        .satisfies(event -> assertThat(event.sequence()).isEqualTo(2))
        .satisfies(event -> assertThat(event.alert().scopePoint()).isEqualTo(KYIV));
  }

  @Test
  void shouldKeepWhereTheScopeIs() {
    KeyState state =
        KeyState.fromBytes(Base64.getMimeDecoder().decode(FORMAT_5), DetectorLimits.STANDARD);
    state.shelf().add(onKyiv(at(1, 9, 6)), null);

    KeyState read = KeyState.fromBytes(state.toBytes(), DetectorLimits.STANDARD);

    assertThat(read.shelf().scopePointSince(0)).contains(KYIV);
    assertThat(read.toBytes()).isEqualTo(state.toBytes());
  }

  @Test
  void shouldGoThroughTheHistoryOfANewRuleThatAnOlderBuildHasLogged() {
    InMemoryKeyStates states = new InMemoryKeyStates();
    WARM_START_5.forEach((key, bytes) -> states.put(key, Base64.getMimeDecoder().decode(bytes)));
    DetectStage warm = stage(states);
    warm.told(new WarmStart.Ended(RULE.ruleId(), RULE.hash(), 0, 1, Long.MIN_VALUE));
    warm.advance(at(10, 13, 0), output -> {});
    InMemoryKeyStates expected = new InMemoryKeyStates();
    DetectStage whole = stage(expected);
    for (int i = 0; i < 4; i++) {
      whole.hold(Rules.mention(RULE, "", "s" + i, "p" + i, at(8, 3 * i, 0)).withoutTexts());
    }
    whole.advance(at(10, 13, 0), output -> {});

    assertThat(warm.takeAdopted()).isEqualTo(1);
    assertThat(states.get("evacuation|")).isNotNull().isEqualTo(expected.get("evacuation|"));
  }

  @Test
  void shouldKeepTheContextsOfEvidence() {
    KeyState state = KeyState.fromBytes(written(), DetectorLimits.STANDARD);
    state.shelf().add(Rules.planned(Rules.rule("evacuation").build(), at(9, 9, 1)), null);

    KeyState read = KeyState.fromBytes(state.toBytes(), DetectorLimits.STANDARD);

    assertThat(read.shelf().since(at(9, 9, 1)))
        .singleElement()
        .extracting(Evidence::contexts)
        .isEqualTo(List.of("planned", "quoted"));
  }

  @Test
  void shouldTakeTheTermsOfItsRuleAndRing() {
    InMemoryKeyStates states = new InMemoryKeyStates();
    states.put("evacuation|UA", written());
    List<DetectOutput> outputs = new ArrayList<>();
    DetectStage stage =
        new DetectStage(
            id -> Rules.rule("evacuation").build(), new InMemoryPendingMentions(), states);
    stage.advance(at(9, 9, 0), outputs::add);
    stage.hold(Rules.mention(Rules.rule("evacuation").build(), "UA", "s1", "a", at(9, 9, 1)));
    stage.hold(Rules.mention(Rules.rule("evacuation").build(), "UA", "s2", "b", at(9, 9, 2)));
    stage.advance(at(9, 9, 5), outputs::add);

    KeyState state = KeyState.fromBytes(states.get("evacuation|UA"), DetectorLimits.STANDARD);
    assertThat(state.terms().share(2)).isCloseTo(6.0 / 24 / 30 / 3, within(1e-12));
    assertThat(outputs)
        .filteredOn(AlertEvent.class::isInstance)
        .extracting(output -> ((AlertEvent) output).alert().decision().observed())
        .containsExactly(4);
  }
}
