// What a conversion costs, and what reading the payload would cost with other readers. Run alone on an idle machine:
// conversion --benchmark_repetitions=5 --benchmark_report_aggregates_only

#include "core/conversion/conversion.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversion/steps/path.hpp"
#include "core/conversion/steps/round.hpp"
#include "core/json/json_path.hpp"
#include "core/routing/dispatcher.hpp"

namespace {

using namespace mfp::core;

/// As a Tasmota plug with a meter sends it, with a member more so that it has the 297 bytes of the goals.
constexpr std::string_view tasmota_sensor =
    R"({"Time":"2018-02-15T17:37:10","ENERGY":{"TotalStartTime":"2018-11-14T18:39:40","Total":6.294,"Yesterday":5.340,)"
    R"("Today":0.954,"Period":217,"Power":2635,"ApparentPower":2650,"ReactivePower":282,"Factor":0.99,"Voltage":227,)"
    R"("Current":11.661},"Wifi":{"AP":1,"SSId":"Tasmotaxx","Channel":13,"RSSI":100}})";
static_assert(tasmota_sensor.size() == 297);

std::shared_ptr<const Conversion> rounded(const std::string& path) {
  StepSettings steps;
  steps.set(PathStep::path, path);
  steps.set(RoundStep::places, 1);
  return Conversion::compile(steps, Direction::out, "number", "plug").conversion;
}

Port outport(const std::string& id, std::shared_ptr<const Conversion> conversion) {
  Port port;
  port.id = id;
  port.queue = default_queue("plug", id);
  port.topic = *TopicFilter::parse("tele/plug/SENSOR");
  port.conversion = std::move(conversion);
  return port;
}

void route(benchmark::State& state, std::vector<Port> outports) {
  Participant plug;
  plug.role = "plug";
  plug.outports = std::move(outports);
  const std::vector<Participant> participants{plug};
  const RouteTable table(routes_of(participants));
  Dispatcher router(table);
  const std::uint32_t id = table.subscriptions().front()->id;
  Actions actions;
  for (auto _ : state) {
    router.on_message({"tele/plug/SENSOR", tasmota_sensor, 0, false, std::span(&id, 1), nullptr}, actions);
    benchmark::DoNotOptimize(actions.data());
    actions.clear();
  }
}

void path_and_round(benchmark::State& state) {
  const auto conversion = rounded("ENERGY.Current");
  PayloadReader reader;
  std::string out;
  for (auto _ : state) {
    reader.open(tasmota_sensor);
    benchmark::DoNotOptimize(conversion->convert(reader, out));
  }
  state.SetLabel(out);
}
BENCHMARK(path_and_round);

constexpr std::array<const char*, 10> ten_members{"Total",         "Yesterday",     "Today",  "Period",  "Power",
                                                  "ApparentPower", "ReactivePower", "Factor", "Voltage", "Current"};

void ten_ports(benchmark::State& state) {
  std::vector<std::shared_ptr<const Conversion>> conversions;
  for (const char* member : ten_members) conversions.push_back(rounded("ENERGY." + std::string(member)));
  PayloadReader reader;
  std::string out;
  for (auto _ : state) {
    reader.open(tasmota_sensor);
    for (const auto& conversion : conversions) benchmark::DoNotOptimize(conversion->convert(reader, out));
  }
  state.SetLabel(out);
}
BENCHMARK(ten_ports);

void route_without_steps(benchmark::State& state) { route(state, {outport("raw", nullptr)}); }
BENCHMARK(route_without_steps);

void route_path_and_round(benchmark::State& state) { route(state, {outport("amps", rounded("ENERGY.Current"))}); }
BENCHMARK(route_path_and_round);

void route_ten_ports(benchmark::State& state) {
  std::vector<Port> ports;
  for (const char* member : ten_members) ports.push_back(outport(member, rounded("ENERGY." + std::string(member))));
  route(state, std::move(ports));
}
BENCHMARK(route_ten_ports);

/// The reader that is used: simdjson, walked whole.
void read_with_simdjson(benchmark::State& state) {
  JsonDocument document;
  const auto path = JsonPath::parse("ENERGY.Power");
  for (auto _ : state) {
    if (document.read(tasmota_sensor) != JsonDocument::Outcome::json) state.SkipWithError("not read");
    benchmark::DoNotOptimize(path->find(document.nodes()));
  }
}
BENCHMARK(read_with_simdjson);

/// The same question to nlohmann's SAX interface; it looks only for the one member, and keeps nothing else.
class PowerSax final : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::string found;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t number) override { return take(std::to_string(number)); }
  bool number_unsigned(number_unsigned_t number) override { return take(std::to_string(number)); }
  bool number_float(number_float_t, const string_t& text) override { return take(text); }
  bool string(string_t& text) override { return take(text); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return ++depth_ <= JsonDocument::deepest; }
  bool start_array(std::size_t) override { return ++depth_ <= JsonDocument::deepest; }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }
  bool key(string_t& name) override {
    if (depth_ == 1) in_energy_ = name == "ENERGY";
    wanted_ = depth_ == 2 && in_energy_ && name == "Power";
    return true;
  }

 private:
  bool leave() {
    --depth_;
    return true;
  }
  bool take(const std::string& text) {
    if (wanted_) found = text;
    wanted_ = false;
    return true;
  }

  int depth_ = 0;
  bool in_energy_ = false;
  bool wanted_ = false;
};

void read_with_nlohmann_sax(benchmark::State& state) {
  for (auto _ : state) {
    PowerSax sax;
    if (!nlohmann::json::sax_parse(tasmota_sensor, &sax)) state.SkipWithError("not read");
    benchmark::DoNotOptimize(sax.found);
  }
}
BENCHMARK(read_with_nlohmann_sax);

void read_with_nlohmann_dom(benchmark::State& state) {
  const nlohmann::json::json_pointer pointer("/ENERGY/Power");
  for (auto _ : state) {
    const nlohmann::json document = nlohmann::json::parse(tasmota_sensor);
    benchmark::DoNotOptimize(document.at(pointer).get<int>());
  }
}
BENCHMARK(read_with_nlohmann_dom);

}  // namespace

BENCHMARK_MAIN();
