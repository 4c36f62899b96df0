package io.tocsin.alerts.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alerts.core.GeoPoint;
import io.tocsin.alerts.core.match.PostRevision.NamedEntity;
import io.tocsin.avro.Entity;
import io.tocsin.avro.EntityType;
import io.tocsin.testkit.EnrichedPosts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostRecordsTest {

  private static @Nullable GeoPoint pointOf(@Nullable Double latitude, @Nullable Double longitude) {
    Entity kyiv =
        Entity.newBuilder()
            .setText("Kyiv")
            .setType(EntityType.PLACE)
            .setStart(0)
            .setEnd(4)
            .setLatitude(latitude)
            .setLongitude(longitude)
            .build();
    NamedEntity plain =
        PostRecords.plain(EnrichedPosts.enrichedPost().entities(kyiv).build()).entities().get(0);
    assertThat(plain.text()).isEqualTo("Kyiv");
    return plain.point();
  }

  @Test
  void shouldTakeOverWhereAPlaceIs() {
    assertThat(pointOf(50.45466, 30.5238)).isEqualTo(new GeoPoint(50.45466, 30.5238));
  }

  @Test
  void shouldTakeThePlaceWithoutCoordinatesThatAreNone() {
    assertThat(pointOf(null, null)).isNull();
    assertThat(pointOf(50.45466, null)).isNull();
    assertThat(pointOf(Double.NaN, 30.5238)).isNull();
    assertThat(pointOf(50.45466, 1_000.0)).isNull();
  }
}
